// expect: e3: an Hmac needs `bool finish\(

#include "e3/crypto/hkdf.hpp"

class Hmac {
 public:
  explicit Hmac(e3::Bytes key) noexcept;
  void update(e3::Bytes data) noexcept;
#ifdef E3_FORBIDDEN
  bool final(e3::MutableFixedBytes<32> out) noexcept;
#else
  bool finish(e3::MutableFixedBytes<32> out) noexcept;
#endif
};
e3::Result<e3::Hkdf<Hmac>> extract(e3::Bytes salt, e3::Bytes secret) { return e3::Hkdf<Hmac>::extract(salt, secret); }
