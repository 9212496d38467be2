#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace emulator {

/// A linked program: a little-endian ELF32 file for Arm or RISC-V.
class Image {
 public:
  /// A part of the program that is loaded.
  struct Segment {
    std::uint32_t address;
    std::uint32_t size;  ///< in memory; what `bytes` does not give is zero
    bool executable;
    std::vector<std::uint8_t> bytes;
  };

  /// A section that takes memory on the target.
  struct Section {
    std::string name;
    std::uint32_t size;
    bool executable;
    bool writable;
    bool zeroed;  ///< takes RAM and nothing of the file, as .bss
  };

  /// Reads the file. Throws `std::runtime_error` if it is no such program.
  explicit Image(const std::filesystem::path& path);

  [[nodiscard]] bool is_riscv() const noexcept { return riscv_; }
  [[nodiscard]] const std::vector<Segment>& segments() const noexcept { return segments_; }
  [[nodiscard]] const std::vector<Section>& sections() const noexcept { return sections_; }

  /// The address of a symbol, for a function without the bit that says Thumb. Throws if there is none.
  [[nodiscard]] std::uint32_t symbol(const std::string& name) const;
  [[nodiscard]] bool has_symbol(const std::string& name) const { return symbols_.contains(name); }

  /// The function that `address` lies in and the distance from its start, as `name+0x1c`.
  [[nodiscard]] std::string where(std::uint32_t address) const;

 private:
  std::vector<Segment> segments_;
  std::vector<Section> sections_;
  std::map<std::string, std::uint32_t> symbols_;
  std::map<std::uint32_t, std::string> functions_;
  bool riscv_ = false;
};

}  // namespace emulator
