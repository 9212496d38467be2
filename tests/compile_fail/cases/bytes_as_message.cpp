// expect: cannot convert 'e3::Bytes'|no viable conversion from 'e3::Bytes'

#include "fixture.hpp"

e3::Result<e3::MutableBytes> seal(fixture::Sealer& sealer, e3::Bytes payload, e3::MutableBytes out) {
#ifdef E3_FORBIDDEN
  return sealer.seal(payload, out);
#else
  return sealer.seal({.payload = payload}, out);
#endif
}
