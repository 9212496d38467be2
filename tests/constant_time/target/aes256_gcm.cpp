// An image with AES-256-GCM, built for few instructions or, with E3_TINY, for few bytes.
#include "e3/backend/portable/aes256_gcm.hpp"

#include <cstddef>
#include <cstdint>

#include "aead.hpp"
#include "e3/backend/portable/ghash.hpp"
#include "e3/core/big_endian.hpp"
#include "kernels_of_image.hpp"

namespace {

#if defined(E3_COMPACT)
constexpr e3::Kernels kernels = [] {
  e3::Kernels changed = image_kernels;
  changed.round_keys = e3::RoundKeys::compact;
  return changed;
}();
#else
constexpr e3::Kernels kernels = image_kernels;
#endif
using Phases = AeadPhases<e3::PortableAes256Gcm<kernels>, e3::Suite::aes_256_gcm>;

}  // namespace

extern "C" {

std::uint32_t phase_set_up(std::uint8_t* memory) { return Phases::set_up(memory); }
std::uint32_t phase_seal(std::uint8_t* memory) { return Phases::seal(memory); }
std::uint32_t phase_open(std::uint8_t* memory) { return Phases::open(memory); }
std::uint32_t phase_reject(std::uint8_t* memory) { return Phases::reject(memory); }

/// GHASH of the message under the first 16 bytes of the key, since no key of the AEAD gives a chosen one.
std::uint32_t phase_kernel(std::uint8_t* memory) {
  e3::detail::GhashBlock h{};
  for (std::size_t i = 0; i < h.size(); ++i) {
    h[i] = e3::load_big_endian(memory + 4 * i);
  }
  e3::detail::GhashKey<kernels> key;
  key.set(h);
  e3::detail::Ghash<kernels> hash{key};
  hash.update({memory + secret_key_size, secret_message_size});
  const auto digest = hash.finish(0, secret_message_size);
  for (std::size_t i = 0; i < digest.size(); ++i) {
    e3::store_big_endian(digest[i], memory + opened_offset + 4 * i);
  }
  return 1;
}

}  // extern "C"
