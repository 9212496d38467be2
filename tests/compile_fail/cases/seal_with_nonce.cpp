// expect: no matching function for call to .*seal|too many arguments to function call

#include "fixture.hpp"

e3::Result<e3::MutableBytes> seal(fixture::Sealer& sealer, const e3::Message& message,
                                  [[maybe_unused]] e3::FixedBytes<12> nonce, e3::MutableBytes out) {
#ifdef E3_FORBIDDEN
  return sealer.seal(message, nonce, out);
#else
  return sealer.seal(message, out);
#endif
}
