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
using OpeningAead = Aead;
#else
using OpeningAead = e3::unsafe::VariableTime<Slow>::Aead<e3::Suite::aes_256_gcm>;
#endif
using Peers = e3::OnePeer<OpeningAead, fixture::Authority>;
static_assert(sizeof(e3::Opener<OpeningAead, Peers>) > 0);
