// expect: e3: a CounterStore needs `Result<void> advance\(

#include "e3/counter/lease.hpp"

class Store {
 public:
  static constexpr std::uint32_t max_stride = 1024;
  [[nodiscard]] e3::Result<e3::Epoch> epoch() noexcept;
  [[nodiscard]] e3::Result<e3::Counter> reserve(const e3::KeyMark&, std::uint32_t count) noexcept;
#ifdef E3_FORBIDDEN
  [[nodiscard]] e3::Result<void> restart(const e3::KeyMark&) noexcept;
#else
  [[nodiscard]] e3::Result<void> advance(const e3::KeyMark&) noexcept;
#endif
};
using Lease = e3::CounterLease<Store, 64>;
static_assert(sizeof(Lease) > 0);
