#include "target_device.hpp"

#include <initializer_list>

namespace bench {

namespace {

// Where things lie in the machine's scratch memory.
constexpr std::uint32_t base = emulator::Machine::scratch;
constexpr std::uint32_t provision = base;
constexpr std::uint32_t message_at = base + 0x0100;
constexpr std::uint32_t key = base + 0x0200;
constexpr std::uint32_t nonce = base + 0x0300;
constexpr std::uint32_t aad = base + 0x0400;
constexpr std::uint32_t chip = base + 0x0500;
constexpr std::uint32_t flash = base + 0x1000;
constexpr std::uint32_t sealing_context = base + 0x4000;
constexpr std::uint32_t opening_context = base + 0x8000;
constexpr std::uint32_t buffer = base + 0x1'0000;
constexpr std::uint32_t buffer_size = 0x0200;

constexpr std::uint32_t tag_size = 16;
constexpr std::uint32_t result_member = 7 * 4;
constexpr std::uint32_t result_size_member = 8 * 4;

void write_words(emulator::Machine& machine, std::uint32_t address, std::initializer_list<std::uint32_t> words) {
  for (const std::uint32_t word : words) {
    machine.write_word(address, word);
    address += 4;
  }
}

}  // namespace

TargetDevice::TargetDevice(emulator::Machine& machine, const emulator::Image& image, const Device& device)
    : machine_{machine}, image_{image}, device_{device} {
  machine_.write(key, device.key);
  misalign(0);
  machine_.write(flash, device.flash);
  machine_.write(chip, device.chip);
  write_words(machine_, provision, {key, flash, chip, device.suite});
}

void TargetDevice::misalign(std::uint32_t offset) {
  misaligned_by_ = offset;
  machine_.write(nonce + offset, device_.nonce);
  machine_.write(aad + offset, device_.aad);
}

TargetDevice::Outcome TargetDevice::set_up_sealing() {
  return {machine_.call("target_set_up_sealing", {sealing_context, provision}), {}};
}

TargetDevice::Outcome TargetDevice::set_up_opening() {
  return {machine_.call("target_set_up_opening", {opening_context, provision}), {}};
}

TargetDevice::Outcome TargetDevice::seal(std::span<const std::uint8_t> payload) {
  const auto size = static_cast<std::uint32_t>(payload.size());
  return message("target_seal", sealing_context, payload, constant("target_max_header_size"), size + tag_size);
}

TargetDevice::Outcome TargetDevice::open(std::span<const std::uint8_t> sealed) {
  const auto size = static_cast<std::uint32_t>(sealed.size());
  return message("target_open", opening_context, sealed, 0, size - tag_size);
}

std::uint32_t TargetDevice::constant(const std::string& name) const { return machine_.read_word(image_.symbol(name)); }

TargetDevice::Outcome TargetDevice::message(const char* function, std::uint32_t context,
                                            std::span<const std::uint8_t> in, std::uint32_t offset,
                                            std::uint32_t result_size) {
  const std::uint32_t out = buffer + misaligned_by_;
  machine_.write(out + offset, in);
  write_words(machine_, message_at,
              {nonce + misaligned_by_, aad + misaligned_by_, static_cast<std::uint32_t>(device_.aad.size()),
               out + offset, static_cast<std::uint32_t>(in.size()), out, buffer_size, out, result_size});
  Outcome outcome{machine_.call(function, {context, message_at}), {}};
  outcome.result = machine_.read(machine_.read_word(message_at + result_member),
                                 machine_.read_word(message_at + result_size_member));
  return outcome;
}

}  // namespace bench
