#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "emulator/machine.hpp"
#include "exchange.hpp"

namespace bench {

/// A device on the emulator: firmware/workload.hpp from the host's side.
class TargetDevice {
 public:
  /// Writes what the device was provisioned with; refers to all three.
  TargetDevice(emulator::Machine& machine, const emulator::Image& image, const Device& device);

  /// What a call took, and what it returned.
  struct Outcome {
    emulator::Call call;
    std::vector<std::uint8_t> result;

    [[nodiscard]] bool good() const noexcept { return call.result == 0; }
  };

  Outcome set_up_sealing();
  Outcome set_up_opening();
  Outcome seal(std::span<const std::uint8_t> payload);
  Outcome open(std::span<const std::uint8_t> sealed);

  /// From here on messages, nonce and associated data lie `offset` bytes behind an aligned address.
  void misalign(std::uint32_t offset);

  /// A constant that the image states about itself.
  [[nodiscard]] std::uint32_t constant(const std::string& name) const;

 private:
  Outcome message(const char* function, std::uint32_t context, std::span<const std::uint8_t> in, std::uint32_t offset,
                  std::uint32_t result_size);

  emulator::Machine& machine_;
  const emulator::Image& image_;
  const Device& device_;
  std::uint32_t misaligned_by_ = 0;
};

}  // namespace bench
