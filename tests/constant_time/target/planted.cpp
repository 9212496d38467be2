// An image whose every phase tells its secret, each in another way: the trace of each must differ.
#include <array>
#include <cstddef>
#include <cstdint>

#include "aead.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "secrets.hpp"

namespace {

constexpr std::array<std::uint8_t, 16> table{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};

/// No cipher: it has what is needed to leak.
class Leaky {
 public:
  /// Looks up the key in a table.
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size> key) noexcept {
    const volatile std::uint8_t* at = &table[key[0] % table.size()];
    key_ = *at;
    return {};
  }

  /// Takes as many rounds as the payload says.
  [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    for (std::size_t i = 0; i < in.size(); ++i) {
      out[i] = in[i];
    }
    for (std::size_t i = 0; i < e3::tag_size; ++i) {
      out[in.size() + i] = static_cast<std::uint8_t>(in[i] ^ 0x5AU);
    }
    for (volatile std::uint8_t left = in[0] & 3U; left > 0;) {
      left = static_cast<std::uint8_t>(left - 1);
    }
    return true;
  }

  /// Compares the tag up to the first byte that is wrong, and then writes where the payload says.
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    const std::size_t size = in.size() - e3::tag_size;
    for (std::size_t i = 0; i < e3::tag_size; ++i) {
      if ((in[i] ^ 0x5AU) != in[size + i]) {
        return false;
      }
    }
    volatile std::uint8_t* const to = &out[in[0] % size];
    *to = 1;
    return true;
  }

 private:
  std::uint8_t key_ = 0;
};

using Phases = AeadPhases<Leaky, e3::Suite::chacha20_poly1305>;

}  // namespace

extern "C" {

std::uint32_t phase_set_up(std::uint8_t* memory) { return Phases::set_up(memory); }
std::uint32_t phase_seal(std::uint8_t* memory) { return Phases::seal(memory); }
std::uint32_t phase_open(std::uint8_t* memory) { return Phases::open(memory); }
std::uint32_t phase_reject(std::uint8_t* memory) { return Phases::reject(memory); }

/// Branches on a carry that no random message has: all ones in the first block and in most of the second.
std::uint32_t phase_kernel(std::uint8_t* memory) {
  const std::uint8_t* message = memory + secret_key_size;
  std::uint32_t all = 0xFF;
  for (std::size_t i = 0; i < 32; ++i) {
    all &= message[i] | (i == 16 ? 0x07U : 0U);
  }
  volatile std::uint8_t* const carry = memory + opened_offset;
  if (all == 0xFF) {
    *carry = 1;
  }
  return 1;
}

}  // extern "C"
