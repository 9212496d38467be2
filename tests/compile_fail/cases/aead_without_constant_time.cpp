// expect: e3: an Aead needs `static constexpr bool constant_time`

#include "fixture.hpp"

class Aead : public fixture::MoveOnly {
 public:
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept;
  [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
  [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
#ifdef E3_FORBIDDEN
  static constexpr bool hardware_needed = true;
#else
  static constexpr bool constant_time = true;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::BackendOf<Aead>, fixture::Codec>;
static_assert(sizeof(Profile) > 0);
