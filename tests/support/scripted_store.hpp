#pragma once

#include <cstdint>
#include <utility>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"

namespace support {

/// A counter store in memory that counts its durable steps and fails when told to.
struct ScriptedStore {
  static constexpr std::uint32_t max_stride = 1'000'000;

  e3::Result<e3::Epoch> epoch() noexcept {
    if (blank) {
      return e3::Error::store_blank;
    }
    return mark.epoch;
  }

  e3::Result<e3::Counter> reserve(const e3::KeyMark& wanted, std::uint32_t count) noexcept {
    if (steps++ == failing_step) {
      return e3::Error::store_failed;
    }
    if (wanted != mark) {
      return e3::Error::store_of_another_key;
    }
    if (count > e3::value(e3::counter_end) - e3::value(bound)) {
      return e3::Error::counter_exhausted;
    }
    return std::exchange(bound, e3::Counter{e3::value(bound) + count});
  }

  e3::Result<void> advance(const e3::KeyMark& next) noexcept {
    mark = next;
    bound = e3::Counter{0};
    return {};
  }

  e3::KeyMark mark{};
  e3::Counter bound{};
  int steps = 0;
  int failing_step = -1;
  bool blank = false;
};

}  // namespace support
