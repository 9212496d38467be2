#pragma once

#include <cstdint>
#include <utility>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/retained.hpp"

namespace power_cut {

enum class LeaseBug : std::uint8_t {
  none,
  used_before_stored,  ///< the first counter of a block is handed out, and the block reserved with the next call
  resumed_inside,      ///< a boot goes on in the block that the device may have been in, and not behind it
  resumed_late,        ///< what is in retention RAM counts, whatever the store says
};

/// A counter lease with a bug, in the shape that a sealer wants.
template <class Store, LeaseBug Bug>
class PlantedLease {
 public:
  PlantedLease(Store& store, e3::Retained& retained) noexcept : store_{&store}, retained_{&retained} {}
  PlantedLease(PlantedLease&&) noexcept = default;
  PlantedLease& operator=(PlantedLease&&) noexcept = default;
  PlantedLease(const PlantedLease&) = delete;
  PlantedLease& operator=(const PlantedLease&) = delete;
  ~PlantedLease() = default;

  e3::Result<e3::Epoch> epoch() noexcept { return store_->epoch(); }

  e3::Result<void> start(const e3::KeyMark& mark) noexcept {
    mark_ = mark;
    const auto bound = store_->bound(mark);
    if (!bound) {
      return bound.error();
    }
    next_ = end_ = e3::value(*bound);
    if (Bug == LeaseBug::resumed_inside) {
      next_ -= end_ < stride ? end_ : stride;
    }
    if (Bug == LeaseBug::resumed_late && retained_->valid_for(mark)) {
      const e3::Retained retained{std::move(*retained_)};
      next_ = retained.next();
      end_ = e3::value(retained.bound());
    }
    return {};
  }

  e3::Result<e3::Counter> take(e3::Counter) noexcept {
    if (Bug == LeaseBug::used_before_stored ? next_ > end_ : next_ == end_) {
      const auto first = store_->reserve(mark_, stride);
      if (!first) {
        return first.error();
      }
      end_ = e3::value(*first) + stride;
    }
    return e3::Counter{next_++};
  }

  [[nodiscard]] e3::Counter next() const noexcept { return e3::Counter{next_}; }
  e3::Result<void> refill() noexcept { return {}; }
  void retain(e3::Retained& out, std::uint32_t boot_salt) noexcept {
    if (Bug == LeaseBug::resumed_late) {
      out = e3::Retained{mark_, static_cast<std::uint32_t>(next_), static_cast<std::uint32_t>(end_ - next_), boot_salt};
    }
  }

 private:
  static constexpr std::uint32_t stride = Store::max_stride;

  Store* store_;
  e3::Retained* retained_;
  e3::KeyMark mark_{};
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace power_cut
