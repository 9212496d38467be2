// Start-up, output and clock of an RV32.
#include <array>
#include <cstdint>

#include "port.hpp"

// Implementation notes
//
// Semihosting is EBREAK between two shifts that do nothing. With neither debugger nor emulator it traps, and the trap
// handler goes on behind it.

extern "C" {
extern std::uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[];
int main();
}

namespace {

constexpr std::uint32_t write_text = 0x04;
constexpr std::uint32_t end_program_with_code = 0x20;
constexpr std::uint32_t application_exit = 0x20026;
constexpr std::uint32_t breakpoint = 3;

void call_host(std::uint32_t operation, std::uint32_t argument) {
  register std::uint32_t a0 asm("a0") = operation;
  register std::uint32_t a1 asm("a1") = argument;
  asm volatile(
      ".option push\n"
      ".option norvc\n"
      ".balign 16\n"
      "slli x0, x0, 0x1f\n"
      "ebreak\n"
      "srai x0, x0, 7\n"
      ".option pop\n"
      : "+r"(a0)
      : "r"(a1)
      : "memory");
}

std::uint32_t address_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

}  // namespace

extern "C" {

void port_write(const char* text) { call_host(write_text, address_of(text)); }

void port_end(bool good) {
  const std::array<std::uint32_t, 2> reason{application_exit, good ? 0U : 1U};
  call_host(end_program_with_code, address_of(reason.data()));
  while (true) {
  }
}

const char* port_start_clock() { return "mcycle"; }

std::uint32_t port_clock() {
  std::uint32_t cycles = 0;
  asm volatile("csrr %0, mcycle" : "=r"(cycles));
  return cycles;
}

[[gnu::interrupt, gnu::aligned(4)]] void trap() {
  std::uint32_t cause = 0;
  std::uint32_t place = 0;
  asm volatile("csrr %0, mcause" : "=r"(cause));
  asm volatile("csrr %0, mepc" : "=r"(place));
  if (cause != breakpoint) {
    port_write("FAULT\n");
    port_end(false);
  }
  asm volatile("csrw mepc, %0" : : "r"(place + 4));
}

[[noreturn, gnu::used]] void run() {
  asm volatile("csrw mtvec, %0" : : "r"(&trap));
  const std::uint32_t* from = data_in_flash;
  for (std::uint32_t* to = data_begin; to != data_end; ++to) {
    *to = *from++;
  }
  for (std::uint32_t* to = bss_begin; to != bss_end; ++to) {
    *to = 0;
  }
  port_end(main() == 0);
}

[[gnu::naked, gnu::section(".vectors"), gnu::used]] void start() {
  asm volatile(
      ".option push\n"
      ".option norelax\n"
      "la gp, __global_pointer$\n"
      ".option pop\n"
      "la sp, stack_top\n"
      "j run\n");
}
}
