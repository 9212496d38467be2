// expect: 'e3::Header::Header.* is private|calling a private constructor of class 'e3::Header'

#include "e3/opened.hpp"

[[maybe_unused]] constexpr e3::DeviceId device{std::array<std::uint8_t, 1>{7}};
e3::Header verified([[maybe_unused]] const e3::UnverifiedHeader& claimed, [[maybe_unused]] const e3::Header& header) {
#ifdef E3_FORBIDDEN
  return e3::Header{device, e3::Suite::aes_256_gcm, claimed, 0};
#else
  return header;
#endif
}
