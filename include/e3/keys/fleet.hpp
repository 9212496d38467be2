#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/writer.hpp"
#include "e3/keys/labels.hpp"
#include "e3/keys/root.hpp"

namespace e3 {

/// A fleet secret, for a cloud that derives its devices' roots instead of keeping one per device.
///
/// Whoever has it has every device. It belongs into a key store, and never onto a device or a gateway.
template <class Kdf>
class FleetSecret {
 public:
  /// A fleet secret from its 32 uniform bytes, which the caller wipes. Errors: those of the backend.
  [[nodiscard]] static Result<FleetSecret> from(FixedBytes<32> bytes) noexcept {
    auto kdf = Kdf::extract(labels::extract_salt, bytes);
    if (!kdf) {
      return kdf.error();
    }
    return FleetSecret{*std::move(kdf)};
  }

  /// The root of `device` in this generation.
  ///
  /// `generation` rises by one at every provisioning of the device and is stored beside its epoch and window: a
  /// generation used twice installs a root twice, which repeats nonces. Errors: those of the backend.
  [[nodiscard]] Result<Secret<root_size>> device_root(const DeviceId& device, Generation generation) const noexcept {
    std::array<std::uint8_t, labels::device.size() + 4 + 1 + DeviceId::max_size> buffer{};
    Writer info{buffer};
    info.put(labels::device);
    info.number(value(generation), 4);
    info.number(static_cast<std::uint32_t>(device.size()), 1);
    info.put(device.bytes());
    Secret<root_size> root;
    if (auto done = kdf_.expand(info.written(), root.bytes()); !done) {
      return done.error();
    }
    return root;
  }

 private:
  explicit FleetSecret(Kdf kdf) noexcept : kdf_{std::move(kdf)} {}

  Kdf kdf_;
};

}  // namespace e3
