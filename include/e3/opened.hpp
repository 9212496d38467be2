#pragma once

#include <cstdint>

#include "e3/core/by_name.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/peers/source.hpp"
#include "e3/replay/claim.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/parse.hpp"

namespace e3 {

/// One envelope to open, its parts given by name.
struct Envelope {
  ByName by_name = ByName{};
  Bytes bytes = {};  ///< as received
  Bytes aad = {};    ///< the same associated data that the sealer was given; at most 128 bytes
  Source from = {};  ///< where it came from, as the application knows it
};

/// The header of an envelope that was authenticated and accepted. Only an opener makes one: holding it is the proof.
class Header {
 public:
  [[nodiscard]] const DeviceId& device() const noexcept { return device_; }
  [[nodiscard]] Epoch epoch() const noexcept { return epoch_; }
  [[nodiscard]] Counter counter() const noexcept { return counter_; }
  [[nodiscard]] std::uint32_t boot_salt() const noexcept { return boot_salt_; }  ///< 0 is none
  [[nodiscard]] Suite suite() const noexcept { return suite_; }
  [[nodiscard]] CodecId codec() const noexcept { return codec_; }

 private:
  template <class A, class PeersType, Codecs Accepted>
  friend class Opener;
  friend struct Opened;

  // An opener's own, so that a result can make a header where it stays.
  struct Accepted {
    const Claim& claim;
    Suite suite;
    CodecId codec;
  };

  explicit Header(const Accepted& accepted) noexcept
      : device_{accepted.claim.device},
        epoch_{accepted.claim.epoch},
        counter_{accepted.claim.counter},
        boot_salt_{accepted.claim.boot_salt},
        suite_{accepted.suite},
        codec_{accepted.codec} {}

  DeviceId device_;
  Epoch epoch_;
  Counter counter_;
  std::uint32_t boot_salt_;
  Suite suite_;
  CodecId codec_;
};

/// What a successful `open` gives.
struct Opened {
  Header header;
  MutableBytes payload;  ///< within the output buffer
  Gap gap;               ///< what is missing before this message; a report, not a fault

  /// For an opener alone.
  Opened(const Header::Accepted& accepted, MutableBytes opened) noexcept
      // The gap member by member: one wide load would wait for the narrow stores that have just written it, 4 ns.
      : header{accepted},
        payload{opened},
        gap{.first = accepted.claim.gap.first, .count = accepted.claim.gap.count, .late = accepted.claim.gap.late} {}
};

/// One envelope of a batch, with its answer.
struct Job {
  Envelope envelope;
  MutableBytes out;  ///< as for `open`; no two jobs of a batch share bytes
  Result<Opened> opened = Error::not_attempted;
};

}  // namespace e3
