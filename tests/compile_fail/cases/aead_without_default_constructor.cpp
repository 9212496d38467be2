// expect: e3: an Aead needs a default constructor that holds no key

#include "fixture.hpp"

class Aead : public fixture::MoveOnly {
 public:
#ifdef E3_FORBIDDEN
  explicit Aead(e3::FixedBytes<32> key) noexcept;
#else
  Aead() noexcept = default;
#endif
  static constexpr bool constant_time = true;
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept;
  [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
  [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
};
using Profile = e3::ChaCha20Poly1305<fixture::BackendOf<Aead>, fixture::Codec>;
static_assert(sizeof(Profile) > 0);
