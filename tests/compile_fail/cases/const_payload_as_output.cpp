// expect: (cannot convert|no viable conversion from) 'span<const

#include "fixture.hpp"

e3::Result<e3::MutableBytes> seal(fixture::Sealer& sealer, const e3::Message& message, [[maybe_unused]] e3::Bytes in,
                                  [[maybe_unused]] e3::MutableBytes out) {
#ifdef E3_FORBIDDEN
  return sealer.seal(message, in);
#else
  return sealer.seal(message, out);
#endif
}
