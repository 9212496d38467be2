// Runs the workload at every size on a real processor, checks each result, and prints what each call took:
//
//     workload <name> clock <name>
//     <suite> set up sealing <ticks>
//     <suite> seal <payload bytes> <ticks>
//     ...
//     OK
#include <cstddef>
#include <cstdint>

#include "../workload.hpp"
#include "port.hpp"
#include E3_TARGET_VECTORS

namespace {

constexpr std::size_t largest_context = 2048;
constexpr std::size_t largest_message = 320;

alignas(8) std::uint8_t sealing_context[largest_context];
alignas(8) std::uint8_t opening_context[largest_context];
alignas(8) std::uint8_t buffer[largest_message];         // as the runner's: kernels may be faster on whole words
alignas(8) std::uint8_t flash[vectors::flash_size + 1];  // a primitive has none

void copy(const std::uint8_t* from, std::size_t size, std::uint8_t* to) {
  for (std::size_t i = 0; i < size; ++i) {
    to[i] = from[i];
  }
}

bool same(const std::uint8_t* a, const std::uint8_t* b, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    if (a[i] != b[i]) {
      return false;
    }
  }
  return true;
}

/// In decimal, below 10^8, by subtraction: the processor may have no division.
void write_number(std::uint32_t number) {
  char text[12];
  std::size_t size = 0;
  constexpr std::uint32_t powers[]{10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  for (const std::uint32_t power : powers) {
    char digit = '0';
    for (; number >= power; number -= power) {
      ++digit;
    }
    if (digit != '0' || size > 0 || power == 1) {
      text[size++] = digit;
    }
  }
  text[size] = '\0';
  port_write(text);
}

void report(const vectors::Set& set, const char* call, std::size_t size, std::uint32_t ticks) {
  port_write(set.name);
  port_write(call);
  if (size > 0) {
    write_number(static_cast<std::uint32_t>(size));
    port_write(" ");
  }
  write_number(ticks);
  port_write("\n");
}

/// How many ticks the call takes; SysTick has 24 bits.
template <class Call>
std::uint32_t ticks_of(Call call) {
  const std::uint32_t before = port_clock();
  call();
#if defined(E3_TARGET_PLANT_LONG_CALL)
  asm volatile(".rept 100\n nop\n .endr");
#endif
  return (port_clock() - before) & 0x00FF'FFFFU;
}

TargetMessage message_of(const vectors::Set& set, const std::uint8_t* in, std::size_t size) {
  return {set.nonce, set.aad, set.aad_size, in, static_cast<std::uint32_t>(size), buffer, sizeof buffer, buffer, 0};
}

bool seals(const vectors::Set& set, const vectors::Case& message) {
  std::uint8_t* const payload = buffer + target_max_header_size;
  copy(message.payload, message.payload_size, payload);
  auto call = message_of(set, payload, message.payload_size);
  int result = 1;
  report(set, " seal ", message.payload_size, ticks_of([&] { result = target_seal(sealing_context, &call); }));
  return result == 0 && same(call.result, message.sealed, message.sealed_size);
}

bool opens(const vectors::Set& set, const vectors::Case& message) {
  copy(message.to_open, message.to_open_size, buffer);
  buffer[message.to_open_size - 1] ^= 1;
  auto forged = message_of(set, buffer, message.to_open_size);
  if (target_open(opening_context, &forged) == 0) {
    return false;
  }
  copy(message.to_open, message.to_open_size, buffer);
  auto call = message_of(set, buffer, message.to_open_size);
  int result = 1;
  report(set, " open ", message.payload_size, ticks_of([&] { result = target_open(opening_context, &call); }));
  return result == 0 && same(call.result, message.payload, message.payload_size);
}

bool runs(const vectors::Set& set) {
  copy(set.flash, vectors::flash_size, flash);
  const TargetProvision provision{set.key, flash, set.chip, set.suite};
  int result = 1;
  report(set, " set up sealing ", 0, ticks_of([&] { result = target_set_up_sealing(sealing_context, &provision); }));
  bool good = result == 0;
  report(set, " set up opening ", 0, ticks_of([&] { result = target_set_up_opening(opening_context, &provision); }));
  good = good && result == 0;
  for (const auto& message : set.cases) {
    good = good && seals(set, message) && opens(set, message);
  }
  return good;
}

}  // namespace

int main() {
  bool good = target_sealing_context_size <= largest_context && target_opening_context_size <= largest_context;
  port_write("workload ");
  port_write(vectors::workload);
  port_write(" clock ");
  port_write(port_start_clock());
  port_write("\n");
  for (const auto& set : vectors::sets) {
    good = good && runs(set);
  }
  port_write(good ? "OK\n" : "BAD\n");
  return good ? 0 : 1;
}
