#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/stack_burn.hpp"
#include "e3/core/writer.hpp"
#include "e3/keys/root.hpp"
#include "e3/store/flash/log.hpp"

// Implementation notes
//
// A record of 56 bytes: epoch (4), root (32), zeros (20). Erasing a root overwrites its slot with zeros, which any NOR
// flash takes without a page erase; so an old root does not wait for its page's turn. A torn slot may hold most of a
// root, of a save or of an erasure that was cut short, so it is overwritten too.
//
// A root that is stored already is not stored again: power cuts that each repeat a save would fill the pages with the
// next root, until the page with the current one is erased.

namespace e3 {

/// Roots by epoch in two pages of flash, in clear: for chips whose flash nobody reads out. Satisfies `RootStore`.
///
/// Refers to `flash`, which must outlive it and is not the counter store's. One thread.
template <class F>
class FlashRootStore {
 public:
  /// Opens a provisioned store. Errors: `store_blank`, `store_corrupt`, `store_unreadable`.
  [[nodiscard]] static Result<FlashRootStore> open(F& flash) noexcept {
    return burn_stack_after<stack>([&]() noexcept -> Result<FlashRootStore> {
      FlashRootStore store{flash};
      if (auto mounted = store.log_.mount([](const auto&) noexcept {}); !mounted) {
        return mounted.error();
      }
      return store;
    });
  }

  /// Stores the first root, of epoch 0, and erases every other. Errors: `store_failed`; then call it again, with a new
  /// root.
  [[nodiscard]] static Result<FlashRootStore> format(F& flash, FixedBytes<root_size> root) noexcept {
    return burn_stack_after<stack>([&]() noexcept -> Result<FlashRootStore> {
      FlashRootStore store{flash};
      if (auto done = store.log_.format(encode(Epoch{0}, root)); !done) {
        return done.error();
      }
      return store;
    });
  }

  /// See `RootStore`.
  [[nodiscard]] Result<Secret<root_size>> load(Epoch epoch) noexcept {
    return burn_stack_after<stack>([&]() noexcept -> Result<Secret<root_size>> {
      Secret<root_size> root;
      bool found = false;
      log_.for_each([&](const auto& record) {
        if (epoch_of(record) == epoch) {
          Writer{root.bytes()}.put(bytes_of(record).template subspan<4, root_size>());
          found = true;
        }
      });
      if (!found) {
        return Error::epoch_closed;
      }
      return root;
    });
  }

  /// See `RootStore`.
  [[nodiscard]] Result<void> save(Epoch epoch, FixedBytes<root_size> root) noexcept {
    return burn_stack_after<stack>([&]() noexcept -> Result<void> {
      const auto wanted = encode(epoch, root);
      bool held = false;
      log_.for_each([&](const auto& record) { held = equal<record_size>(bytes_of(record), bytes_of(wanted)) || held; });
      return held ? Result<void>{} : log_.append(wanted);
    });
  }

  /// See `RootStore`.
  [[nodiscard]] Result<void> erase_before(Epoch epoch) noexcept {
    return burn_stack_after<stack>([&]() noexcept -> Result<void> {
      const bool erased = log_.clear_unless([&](const auto& record) { return epoch_of(record) >= epoch; });
      return erased ? Result<void>{} : Result<void>{Error::store_failed};
    });
  }

 private:
  static constexpr std::size_t record_size = 56;
  using Log = FlashLog<F, record_size>;
  static constexpr std::size_t stack = 1024 + binder_stack;  // of this code and a driver, in bytes

  explicit FlashRootStore(F& flash) noexcept : log_{flash} {}

  static FixedBytes<record_size> bytes_of(const typename Log::Record& record) noexcept {
    return FixedBytes<record_size>{reinterpret_cast<const std::uint8_t*>(record.data()), record_size};
  }

  static typename Log::Record encode(Epoch epoch, FixedBytes<root_size> root) noexcept {
    typename Log::Record record{big_endian(value(epoch))};
    Writer{MutableBytes{reinterpret_cast<std::uint8_t*>(&record[1]), root_size}}.put(root);
    return record;
  }

  static Epoch epoch_of(const typename Log::Record& record) noexcept { return Epoch{big_endian(record[0])}; }

  Log log_;
};

}  // namespace e3
