#pragma once

#include <cstddef>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/keys/labels.hpp"

namespace e3 {

inline constexpr std::size_t root_size = 32;  ///< bytes of a root key

/// A device's root key, on one of its two sides: every traffic key comes from it, and it never is one.
///
/// The side is part of the type because the direction of a key follows from it. It holds only HKDF's pseudorandom key
/// (or a chip's handle to it), not the root's bytes. **No root is ever installed twice**: provisioning a device again
/// takes a new one. Moves and never copies. Const use from several threads is safe if the backend's Kdf is.
template <Side S, class Kdf>
class Root {
 public:
  static constexpr Side side = S;

  /// A root from its 32 provisioned bytes, which the caller wipes. Errors: those of the backend.
  [[nodiscard]] static Result<Root> from(FixedBytes<root_size> bytes) noexcept {
    auto kdf = Kdf::extract(labels::extract_salt, bytes);
    if (!kdf) {
      return kdf.error();
    }
    return Result<Root>{std::in_place, *std::move(kdf)};
  }

  /// A root that a key store or chip holds: `kdf` is HKDF-Extract of it with salt `labels::extract_salt`.
  explicit Root(Kdf&& kdf) noexcept : kdf_{std::move(kdf)} {}

  /// The pseudorandom key, for the key schedule.
  [[nodiscard]] const Kdf& kdf() const noexcept { return kdf_; }

 private:
  Kdf kdf_;
};

/// The root of a device, held by the device itself, for a profile.
template <class Profile>
using DeviceRoot = Root<Side::device, typename Profile::Kdf>;

/// The root of a device, held by its cloud, for a backend.
template <class Backend>
using CloudRoot = Root<Side::cloud, typename Backend::Kdf>;

}  // namespace e3
