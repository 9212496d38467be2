#include <mbedtls/chachapoly.h>
#include <mbedtls/md.h>
#include <psa/crypto.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <new>
#include <utility>

#include "e3/backend/psa.hpp"
#include "e3/crypto/hkdf.hpp"
#include "e3/crypto/joined_aad.hpp"
#include "e3/e3.hpp"
#include "e3/testing/aead_conformance.hpp"
#include "e3/testing/backend_conformance.hpp"

namespace {

// @block@

/// Whether a root in the key store gives the keys of its bytes.
bool chip_agrees() {
  const std::array<std::uint8_t, e3::root_size> bytes{1, 2, 3};
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
  psa_set_key_algorithm(&attributes, PSA_ALG_HKDF(PSA_ALG_SHA_256));
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
  const auto key = e3::PsaKey::import(attributes, bytes);
  const e3::DeviceId device{std::array<std::uint8_t, 8>{1}};
  const auto root = root_in_chip(key->id());
  const auto other = e3::DeviceRoot<InChip>::from(bytes);
  return root && *e3::sealing_mark<InChip>(*root, device, e3::Epoch{0}) ==
                     *e3::sealing_mark<InChip>(*other, device, e3::Epoch{0});
}

}  // namespace

int main() { return conforms() && chip_agrees() ? 0 : 1; }
