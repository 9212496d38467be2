#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

inline constexpr std::array<std::size_t, 4> payload_sizes{16, 24, 64, 256};

/// One payload, what has to come out when it is sealed, and what has to give it back when it is opened.
struct Exchange {
  std::vector<std::uint8_t> payload;
  std::vector<std::uint8_t> sealed;
  std::vector<std::uint8_t> to_open;
};

/// A device with everything that it was provisioned with, and its messages.
struct Device {
  std::string name;
  std::uint32_t suite = 0;
  std::vector<std::uint8_t> key;    ///< of the AEAD, or the root
  std::vector<std::uint8_t> nonce;  ///< of a primitive
  std::vector<std::uint8_t> aad;
  std::vector<std::uint8_t> flash;  ///< two pages, of an envelope
  std::vector<std::uint8_t> chip;   ///< both directions' keys, of an envelope
  std::vector<Exchange> exchanges;
  std::vector<std::array<std::uint8_t, 4>> secret_words = {};  ///< of a primitive: what no call may leave on the stack
};

/// The devices that a workload is run for, by its name; one for each suite that it has. Everything comes from OpenSSL
/// on this machine. Throws `std::runtime_error` for a name that is none.
[[nodiscard]] std::vector<Device> devices_of(const std::string& workload);

}  // namespace bench
