// expect: e3: a Kdf needs `Result<void> expand_key\(

#include "fixture.hpp"

class Kdf : public fixture::MoveOnly {
 public:
  [[nodiscard]] static e3::Result<Kdf> extract(e3::Bytes salt, e3::Bytes secret) noexcept;
  [[nodiscard]] e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept;
  template <class A>
#ifdef E3_FORBIDDEN
  [[nodiscard]] e3::Result<void> key(e3::Bytes info, e3::Suite, A& aead, e3::MutableBytes rest) const noexcept;
#else
  [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite, A& aead, e3::MutableBytes rest) const noexcept;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::BackendOf<fixture::Aead, Kdf>, fixture::Codec>;
static_assert(sizeof(Profile) > 0);
