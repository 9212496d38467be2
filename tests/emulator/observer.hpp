#pragma once

#include <cstdint>

namespace emulator {

/// What happens inside a call, in order.
struct Event {
  enum class Kind : std::uint8_t {
    instruction,  ///< an instruction at `address` was executed
    skipped,      ///< the same, of an IT block and with a condition that did not hold: it takes a cycle, does nothing
    load,         ///< `detail` bytes were read from `address`
    store,        ///< `detail` bytes were written to `address`
    operands,     ///< the instruction at `address` takes as long as its operands want; `detail` is their widths in
                  ///< bits, first << 8 | second. Divisions, and long multiplications of Cortex-M3
  };
  Kind kind;
  std::uint32_t address;
  std::uint32_t detail = 0;

  bool operator==(const Event&) const = default;
};

/// Sees every event of the calls it is set for. It runs inside the emulator and must not throw.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;
  virtual void see(const Event& event) noexcept = 0;
};

}  // namespace emulator
