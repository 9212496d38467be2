#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "uncounted.hpp"

namespace target {

/// HKDF inside a chip of the board: it has the root, and gives the keys of its two directions. Its code is not counted.
class ChipKdf {
 public:
  explicit ChipKdf(const std::uint8_t* keys) noexcept : keys_{keys} {}
  ChipKdf(ChipKdf&&) noexcept = default;
  ChipKdf& operator=(ChipKdf&&) noexcept = default;
  ChipKdf(const ChipKdf&) = delete;
  ChipKdf& operator=(const ChipKdf&) = delete;
  ~ChipKdf() = default;

  [[nodiscard]] static e3::Result<ChipKdf> extract(e3::Bytes, e3::Bytes) noexcept { return e3::Error::backend_failed; }

  [[nodiscard]] e3::Result<void> expand(e3::Bytes, e3::MutableBytes) const noexcept {
    return e3::Error::backend_failed;
  }

  template <class Aead>
  [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, Aead& aead,
                                            e3::MutableBytes rest) const noexcept {
    const std::uint8_t* key = expanded(info, rest);
    return aead.rekey(suite, e3::FixedBytes<e3::key_size>{key, e3::key_size});
  }

 private:
  static constexpr std::size_t expanded_size = 76;
  static constexpr std::size_t place_of_direction = 14;  // in the info of the key schedule

  E3_UNCOUNTED [[nodiscard]] const std::uint8_t* expanded(e3::Bytes info, e3::MutableBytes rest) const noexcept {
    const std::uint8_t* key = keys_ + expanded_size * info[place_of_direction];
    for (std::size_t i = 0; i < rest.size(); ++i) {
      rest[i] = key[e3::key_size + i];
    }
    return key;
  }

  const std::uint8_t* keys_;
};

}  // namespace target
