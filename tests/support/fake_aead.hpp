#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

namespace support {

/// An Aead without cipher that shows the key it was given.
class RecordingAead {
 public:
  static constexpr bool constant_time = true;

  RecordingAead() = default;
  RecordingAead(RecordingAead&&) = default;
  RecordingAead& operator=(RecordingAead&&) = default;
  RecordingAead(const RecordingAead&) = delete;
  RecordingAead& operator=(const RecordingAead&) = delete;
  ~RecordingAead() = default;

  e3::Result<void> rekey(e3::Suite new_suite, e3::FixedBytes<e3::key_size> new_key) noexcept {
    suite = new_suite;
    std::copy(new_key.begin(), new_key.end(), key.begin());
    return {};
  }
  bool seal(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  bool open(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }

  std::optional<e3::Suite> suite;
  std::array<std::uint8_t, e3::key_size> key{};
};

/// An Aead that fails every seal and open, and only after it wrote its input as it is to the output.
class FailingAead {
 public:
  static constexpr bool constant_time = true;

  FailingAead() = default;
  FailingAead(FailingAead&&) = default;
  FailingAead& operator=(FailingAead&&) = default;
  FailingAead(const FailingAead&) = delete;
  FailingAead& operator=(const FailingAead&) = delete;
  ~FailingAead() = default;

  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size>) noexcept { return {}; }
  bool seal(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    std::copy(in.begin(), in.end(), out.begin());
    return false;
  }
  bool open(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    std::copy_n(in.begin(), out.size(), out.begin());
    return false;
  }
};

/// An Aead that refuses every key, as one does where the machine lacks the instructions it needs.
class MissingAead : public FailingAead {
 public:
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size>) noexcept { return e3::Error::hardware_missing; }
};

/// A backend with `A` for both suites and a real key schedule.
template <class A>
struct BackendOf {
  template <e3::Suite>
  using Aead = A;
  using Kdf = e3::Sodium::Kdf;
};

}  // namespace support
