// expect: e3: a CounterStore needs `static constexpr std::uint32_t max_stride`

#include "e3/counter/lease.hpp"

class Store {
 public:
  [[nodiscard]] e3::Result<e3::Epoch> epoch() noexcept;
  [[nodiscard]] e3::Result<e3::Counter> reserve(const e3::KeyMark&, std::uint32_t count) noexcept;
  [[nodiscard]] e3::Result<void> advance(const e3::KeyMark&) noexcept;
#ifdef E3_FORBIDDEN
  static constexpr std::uint32_t stride = 1024;
#else
  static constexpr std::uint32_t max_stride = 1024;
#endif
};
using Lease = e3::CounterLease<Store, 64>;
static_assert(sizeof(Lease) > 0);
