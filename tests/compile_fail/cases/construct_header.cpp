// expect: 'e3::Header::Header.* is private|calling a private constructor of class 'e3::Header'

#include "e3/opened.hpp"

e3::Header verified([[maybe_unused]] const e3::Claim& claim, [[maybe_unused]] const e3::Header& header) {
#ifdef E3_FORBIDDEN
  return e3::Header{{claim, e3::Suite::aes_256_gcm, e3::CodecId::compact}};
#else
  return header;
#endif
}
