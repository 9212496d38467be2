// expect: could not convert|field designator 'nonce' does not refer to any field

#include "e3/sealer.hpp"

e3::Message message(e3::Bytes payload, [[maybe_unused]] e3::Bytes nonce) {
#ifdef E3_FORBIDDEN
  return {.payload = payload, .nonce = nonce};
#else
  return {.payload = payload, .aad = nonce};
#endif
}
