// expect: (cannot convert|no viable conversion from) 'const std::array<.*16>'

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
constexpr std::array<std::uint8_t, 16> key{};
#else
constexpr std::array<std::uint8_t, 32> key{};
#endif
e3::Result<void> rekey(fixture::Aead& aead) { return aead.rekey(e3::Suite::aes_256_gcm, key); }
