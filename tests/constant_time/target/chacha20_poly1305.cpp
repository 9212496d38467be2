// An image with ChaCha20-Poly1305, built for few instructions or, with E3_TINY, for few bytes.
#include "e3/backend/portable/chacha20_poly1305.hpp"

#include <cstddef>
#include <cstdint>

#include "aead.hpp"
#include "e3/backend/portable/poly1305.hpp"
#include "e3/backend/portable/words.hpp"
#include "kernels_of_image.hpp"

namespace {

using Phases = AeadPhases<e3::PortableChaCha20Poly1305<image_kernels>, e3::Suite::chacha20_poly1305>;

}  // namespace

extern "C" {

std::uint32_t phase_set_up(std::uint8_t* memory) { return Phases::set_up(memory); }
std::uint32_t phase_seal(std::uint8_t* memory) { return Phases::seal(memory); }
std::uint32_t phase_open(std::uint8_t* memory) { return Phases::open(memory); }
std::uint32_t phase_reject(std::uint8_t* memory) { return Phases::reject(memory); }

/// Poly1305 of the message under the key alone, since no key of the AEAD gives a chosen one.
std::uint32_t phase_kernel(std::uint8_t* memory) {
  using e3::detail::load_little_endian;
  e3::detail::Poly1305<image_kernels> poly;
  for (std::size_t i = 0; i < 8; ++i) {
    poly.work[i] = load_little_endian<image_kernels>(memory + 4 * i);
  }
  poly.start();
  for (std::size_t i = 0; i < secret_message_size; i += 16) {
    poly.block(memory + secret_key_size + i);
  }
  poly.finish();
  for (std::size_t i = 0; i < 4; ++i) {
    e3::detail::store_little_endian<image_kernels>(poly.work[i], memory + opened_offset + 4 * i);
  }
  return 1;
}

}  // extern "C"
