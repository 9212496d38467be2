#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core.hpp"
#include "image.hpp"
#include "observer.hpp"

namespace emulator {

/// What one call took.
struct Call {
  std::uint32_t result = 0;        ///< the first register of the result
  std::uint64_t instructions = 0;  ///< executed, those of IT blocks whose condition did not hold included
  std::uint64_t cycles = 0;        ///< modelled, for Cortex-M; 0 for RV32
  std::uint32_t stack = 0;         ///< bytes, by the stack pointer and by what was written, whichever is more
  std::uint64_t loads = 0;
  std::uint64_t stores = 0;
};

/// A processor with an image in its memory, on which functions of the image are called one by one.
///
/// The image's own RAM, the scratch memory and nothing else can be written. Not for threads. Throws
/// `std::runtime_error` where a call faults, as Cortex-M0+ and here RV32 do at an unaligned access; `Image::where`
/// names the place in what it says.
class Machine {
 public:
  /// Memory for arguments and results, apart from the image's and from the stack.
  static constexpr std::uint32_t scratch = 0x7000'0000;
  static constexpr std::uint32_t scratch_size = 0x0010'0000;

  /// Refers to `image`, which must outlive it.
  Machine(const Image& image, Core core);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine();

  /// Loads the image anew and clears the scratch memory.
  void reset();

  void write(std::uint32_t address, std::span<const std::uint8_t> bytes);
  void write_word(std::uint32_t address, std::uint32_t word);
  [[nodiscard]] std::vector<std::uint8_t> read(std::uint32_t address, std::size_t size) const;
  [[nodiscard]] std::uint32_t read_word(std::uint32_t address) const;

  /// Calls the function with at most four words and a fresh, painted stack. The image's data is as the call before left
  /// it.
  Call call(const std::string& function, std::initializer_list<std::uint32_t> arguments);

  /// What the last call left of its stack, all of which is below the caller.
  [[nodiscard]] std::vector<std::uint8_t> left_on_stack() const;

  /// Whom the events of the next calls are shown; null for nobody. It must outlive those calls.
  void observe(Observer* observer) noexcept;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace emulator
