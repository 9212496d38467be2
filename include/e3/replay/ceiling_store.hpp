#pragma once

#include <concepts>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/replay/window.hpp"

namespace e3 {

/// What a receiver with a ceiling keeps durably.
struct CeilingRecord {
  Epoch epoch{};
  /// Every counter of the epoch below it may have been accepted. At most 2^32.
  Counter ceiling{};
  /// After a clean shutdown, exactly which were; meaningless otherwise.
  bool exact = false;
  ReplayWindow<64> window{};

  friend constexpr bool operator==(const CeilingRecord&, const CeilingRecord&) noexcept = default;
};

/// The durable memory of a `ReceiveCeiling`: one record.
///
///  - `load(lease)`: the record. Where newer records may have been lost, each may have raised the ceiling by `lease`:
///  then the
///    store returns an inexact record with a ceiling that much higher.
///  - `save(record)`: durable when it returns success. On `store_failed` the old record or the new one stands.
template <class S>
concept CeilingStore = requires(S store, const CeilingRecord& record, std::uint32_t lease) {
  { store.load(lease) } noexcept -> std::same_as<Result<CeilingRecord>>;
  { store.save(record) } noexcept -> std::same_as<Result<void>>;
};

/// Says so if `S` is no ceiling store. Always true where it compiles.
template <class S>
consteval bool explain_ceiling_store() noexcept {
  constexpr bool is_store = CeilingStore<S>;
  static_assert(is_store, "e3: a CeilingStore needs noexcept load(std::uint32_t lease) and save(const CeilingRecord&)");
  return true;
}

}  // namespace e3
