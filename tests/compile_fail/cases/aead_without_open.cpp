// expect: e3: an Aead needs `bool open\(

#include "fixture.hpp"

class Aead : public fixture::MoveOnly {
 public:
  static constexpr bool constant_time = true;
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept;
  [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
#ifdef E3_FORBIDDEN
  [[nodiscard]] bool unseal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
#else
  [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::BackendOf<Aead>, fixture::Codec>;
static_assert(sizeof(Profile) > 0);
