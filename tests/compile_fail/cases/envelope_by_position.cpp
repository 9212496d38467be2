// expect: could not convert|no viable conversion|excess elements|no matching constructor

#include "e3/opened.hpp"

e3::Envelope envelope(e3::Bytes bytes, e3::Bytes aad) {
#ifdef E3_FORBIDDEN
  return {bytes, aad};
#else
  return {.bytes = bytes, .aad = aad};
#endif
}
