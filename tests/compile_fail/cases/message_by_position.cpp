// expect: could not convert|no viable conversion|excess elements|no matching constructor

#include "e3/sealer.hpp"

e3::Message message(e3::Bytes payload, e3::Bytes aad) {
#ifdef E3_FORBIDDEN
  return {payload, aad};
#else
  return {.payload = payload, .aad = aad};
#endif
}
