// Start-up, output and clock of a Cortex-M, whatever vendor's.
#include <array>
#include <cstdint>

#include "port.hpp"

// Implementation notes
//
// Semihosting is the instruction BKPT 0xAB. With neither debugger nor emulator it faults, and the fault handler goes on
// behind it: the program then runs mute. DWT's cycle counter is on most M3 and M4; elsewhere SysTick counts, 24 bits,
// downwards.

extern "C" {
extern std::uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
int main();
[[noreturn]] void start();
void fault();
}

namespace {

constexpr std::uint32_t write_text = 0x04;
constexpr std::uint32_t end_program = 0x18;
constexpr std::uint32_t end_program_with_code = 0x20;
constexpr std::uint32_t application_exit = 0x20026;
constexpr std::uint32_t run_time_error = 0x20023;

bool counts_cycles = false;

volatile std::uint32_t& at(std::uint32_t address) { return *reinterpret_cast<volatile std::uint32_t*>(address); }

void call_host(std::uint32_t operation, std::uint32_t argument) {
  register std::uint32_t r0 asm("r0") = operation;
  register std::uint32_t r1 asm("r1") = argument;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

std::uint32_t address_of(const void* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

constexpr std::uint32_t debug_control = 0xE000'EDFC;
constexpr std::uint32_t watch_control = 0xE000'1000;
constexpr std::uint32_t watch_cycles = 0xE000'1004;
constexpr std::uint32_t tick_control = 0xE000'E010;
constexpr std::uint32_t tick_reload = 0xE000'E014;
constexpr std::uint32_t tick_value = 0xE000'E018;
constexpr std::uint32_t tick_mask = 0x00FF'FFFF;

}  // namespace

extern "C" {

void port_write(const char* text) { call_host(write_text, address_of(text)); }

void port_end(bool good) {
  const std::array<std::uint32_t, 2> reason{application_exit, good ? 0U : 1U};
  call_host(end_program_with_code, address_of(reason.data()));
  call_host(end_program, good ? application_exit : run_time_error);
  while (true) {
  }
}

const char* port_start_clock() {
#if __ARM_ARCH >= 7
  at(debug_control) = at(debug_control) | 1U << 24;
  at(watch_cycles) = 0;
  at(watch_control) = at(watch_control) | 1U;
  const std::uint32_t before = at(watch_cycles);
  counts_cycles = at(watch_cycles) != before;
#endif
  at(tick_reload) = tick_mask;
  at(tick_value) = 0;
  at(tick_control) = 5;  // on, by the processor's clock
  return counts_cycles ? "DWT" : "SysTick";
}

std::uint32_t port_clock() { return counts_cycles ? at(watch_cycles) : (tick_mask - at(tick_value)) & tick_mask; }

/// `frame` is what the processor pushed: R0 to R3, R12, LR, PC, PSR.
[[gnu::used]] void judge_fault(std::uint32_t* frame) {
  const auto instruction = *reinterpret_cast<const std::uint16_t*>(frame[6]);
  if (instruction == 0xBEAB) {
    frame[0] = 0xFFFF'FFFF;
    frame[6] += 2;
    return;
  }
  port_write("FAULT\n");
  port_end(false);
}

[[gnu::naked]] void fault() {
  asm volatile(
      "mov r0, sp\n"
      "b judge_fault\n");
}

void start() {
  const std::uint32_t* from = data_in_flash;
  for (std::uint32_t* to = data_begin; to != data_end; ++to) {
    *to = *from++;
  }
  for (std::uint32_t* to = bss_begin; to != bss_end; ++to) {
    *to = 0;
  }
  port_end(main() == 0);
}

[[gnu::section(".vectors"), gnu::used]] const std::array<const void*, 16> vectors{
    stack_top,
    reinterpret_cast<const void*>(&start),
    reinterpret_cast<const void*>(&fault),
    reinterpret_cast<const void*>(&fault),
};
}
