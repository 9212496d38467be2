// expect: e3: this backend is not constant-time in this suite; take one that is

#include "e3/unsafe/variable_time.hpp"
#include "fixture.hpp"

class Aead : public fixture::MoveOnly {
 public:
  static constexpr bool constant_time = false;
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept;
  [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
  [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
};
using Slow = fixture::BackendOf<Aead>;
#ifdef E3_FORBIDDEN
using Profile = e3::ChaCha20Poly1305<Slow, fixture::Codec>;
#else
using Profile = e3::ChaCha20Poly1305<e3::unsafe::VariableTime<Slow>, fixture::Codec>;
#endif
static_assert(sizeof(Profile) > 0);
