#pragma once

#include <cstdint>

#include "e3/counter/lease.hpp"
#include "e3/store/flash/counter_store.hpp"
#include "e3/store/flash/root_store.hpp"

namespace power_cut {

/// A sending device built from the library's own parts. Small pages, so that short scripts erase; a counter record
/// takes 32 bytes of one, a root 64.
template <std::uint32_t Stride, std::uint32_t PageSize = 128, std::uint32_t StrideAfterUpdate = Stride>
struct Product {
  static constexpr std::uint32_t page_size = PageSize;
  static constexpr std::uint32_t stride = Stride;
  static constexpr bool ratchets = false;
  template <class F>
  using Store = e3::FlashCounterStore<F, Stride>;
  template <class F>
  using UpdatedStore = e3::FlashCounterStore<F, StrideAfterUpdate>;
  template <class S>
  using Lease = e3::CounterLease<S, S::max_stride>;
  template <class F>
  using RootStore = e3::FlashRootStore<F>;
};

/// The same with a root store beside the counter store.
template <std::uint32_t Stride>
struct Ratcheting : Product<Stride> {
  static constexpr bool ratchets = true;
};

}  // namespace power_cut
