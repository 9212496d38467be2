#include "scan.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "e3/core/bytes.hpp"
#include "secrets.hpp"
#include "support/own_stack.hpp"

namespace residue {

namespace {

constexpr std::uint8_t filling = 0xA5;

struct Needle {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// By their first eight bytes.
std::unordered_multimap<std::uint64_t, Needle>& needles() {
  static std::unordered_multimap<std::uint64_t, Needle> all;
  return all;
}

std::uint64_t eight_bytes(const std::uint8_t* from) {
  std::uint64_t result = 0;
  std::memcpy(&result, from, sizeof result);
  return result;
}

void add(const std::string& name, e3::Bytes bytes) {
  needles().emplace(eight_bytes(bytes.data()), Needle{name, {bytes.begin(), bytes.end()}});
}

template <std::size_t N>
std::array<std::uint8_t, N> reversed_by(std::size_t group, std::array<std::uint8_t, N> bytes) {
  for (std::size_t i = 0; i < N; i += group) {
    std::reverse(bytes.begin() + i, bytes.begin() + i + group);
  }
  return bytes;
}

}  // namespace

std::string residue_in(const char* where, e3::Bytes memory) {
  std::string found;
  std::uint64_t untouched = 0;
  std::memset(&untouched, filling, sizeof untouched);
  for (std::size_t i = 0; i + 8 <= memory.size(); ++i) {
    const std::uint64_t first = eight_bytes(memory.data() + i);
    if (first == untouched || first == 0) {
      continue;
    }
    const auto [begin, end] = needles().equal_range(first);
    for (auto candidate = begin; candidate != end; ++candidate) {
      const auto& [name, bytes] = candidate->second;
      if (bytes.size() <= memory.size() - i && std::equal(bytes.begin(), bytes.end(), memory.data() + i)) {
        found += "\n    " + name + ", in the " + where + " at " + std::to_string(memory.size() - i) + " from its end";
      }
    }
  }
  return found;
}

namespace {

#if defined(__x86_64__)
struct alignas(16) Registers {
  std::array<std::uint8_t, 512> bytes;
};
[[gnu::always_inline]] inline void save_registers(Registers& registers) {
  asm volatile("fxsave64 %0" : "=m"(registers));
}
#else
struct Registers {
  std::array<std::uint8_t, 8> bytes;
};
[[gnu::always_inline]] inline void save_registers(Registers&) {}
#endif

}  // namespace

void watch(const std::string& name, const Key& secret, bool round_keys) {
  // SHA-256 loads its input as big-endian words, so that form counts as well.
  for (const std::size_t group : {std::size_t{1}, std::size_t{4}}) {
    const auto bytes = reversed_by(group, secret);
    for (std::size_t i = 0; i + 8 <= bytes.size(); ++i) {
      add(name + (group == 4 ? " by words" : "") + ", byte " + std::to_string(i), e3::Bytes{bytes}.subspan(i, 8));
    }
  }
  if (round_keys) {
    const auto keys = aes_256_round_keys(secret);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (const std::size_t group : {std::size_t{1}, std::size_t{4}, std::size_t{16}}) {
        add(name + ", round key " + std::to_string(i), reversed_by(group, keys[i]));
      }
    }
  }
}

std::string residue_of(void (*call)(void*), void* context) {
  static support::OwnStack stack;
  static Registers registers{};
  stack.fill(filling);
  stack.run([&] {
    call(context);
    save_registers(registers);
  });
  return residue_in("stack", stack.bytes()) + residue_in("vector registers", registers.bytes);
}

}  // namespace residue
