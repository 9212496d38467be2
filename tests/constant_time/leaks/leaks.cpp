#include "leaks.hpp"

#include "e3/core/value_barrier.hpp"

namespace {

constexpr std::array<std::uint8_t, 256> table = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(i * 167 + 13);
  }
  return bytes;
}();

constexpr std::array<std::uint32_t, 16> word_table{1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597};

constexpr std::array<std::uint8_t, 16> expected{};

std::uint32_t word(const std::uint8_t* at) {
  return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 | std::uint32_t{at[3]} << 24;
}

std::uint64_t double_word(const std::uint8_t* at) { return word(at) | std::uint64_t{word(at + 4)} << 32; }

/// A public number that the compiler does not know.
std::uint32_t hidden(std::uint32_t number) { return e3::value_barrier(number); }

std::uint32_t folded(std::uint64_t number) { return static_cast<std::uint32_t>(number ^ number >> 32); }

[[gnu::noinline]] std::uint32_t one_way(std::uint8_t* out) {
  asm volatile("" : : "r"(out) : "memory");
  return 1;
}

[[gnu::noinline]] std::uint32_t other_way(std::uint8_t* out) {
  asm volatile("" : : "r"(out) : "memory");
  out[1] = 2;
  return 2;
}

}  // namespace

extern "C" {

std::uint32_t leak_branch(const std::uint8_t* secret, std::uint8_t* out) {
  return (secret[0] & 1U) != 0 ? one_way(out) : other_way(out);
}

std::uint32_t leak_table_lookup(const std::uint8_t* secret, std::uint8_t*) { return table[secret[0]]; }

std::uint32_t leak_store_address(const std::uint8_t* secret, std::uint8_t* out) {
  out[secret[0] & 63U] = 1;
  return 0;
}

std::uint32_t leak_early_exit_comparison(const std::uint8_t* secret, std::uint8_t* out) {
  for (std::size_t i = 0; i < 16; ++i) {
    if ((secret[i] & 1U) != out[i]) {
      return 0;
    }
  }
  return 1;
}

std::uint32_t leak_library_comparison(const std::uint8_t* secret, std::uint8_t*) {
  return __builtin_memcmp(secret, expected.data(), hidden(16)) == 0 ? 1 : 0;
}

std::uint32_t leak_division_by_secret(const std::uint8_t* secret, std::uint8_t*) {
  return hidden(0xFFFF'FFFF) / (word(secret) | 1U);
}

std::uint32_t leak_division_of_secret(const std::uint8_t* secret, std::uint8_t*) { return word(secret) % hidden(3329); }

std::uint32_t leak_bool_multiply_mask(const std::uint8_t* secret, std::uint8_t*) {
  const std::uint32_t* words = word_table.data();
  std::size_t count = word_table.size();
  asm volatile("" : "+r"(words), "+r"(count));
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    found ^= words[i] * static_cast<std::uint32_t>(i == (secret[0] & 15U));
  }
  return found;
}

std::uint32_t leak_carry_as_branch(const std::uint8_t* secret, std::uint8_t* out) {
  std::uint32_t carry = 0;
  for (std::size_t i = 0; i < 16; i += 4) {
    const std::uint32_t a = word(secret + i);
    const std::uint32_t b = word(secret + 16 + i);
    const std::uint32_t sum = a + b + carry;
    if (sum < a || (carry != 0 && sum == a)) {
      carry = 1;
      asm volatile("" : : "r"(out) : "memory");
    } else {
      carry = 0;
    }
    out[i] = static_cast<std::uint8_t>(sum);
  }
  return carry;
}

std::uint32_t leak_multiply_64(const std::uint8_t* secret, std::uint8_t*) {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < 32; i += 8) {
    product = product * double_word(secret + i) + 1;
  }
  return folded(product);
}

std::uint32_t leak_long_multiply(const std::uint8_t* secret, std::uint8_t*) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 16; i += 4) {
    // Few secrets are short by chance; here each width is likely.
    sum += std::uint64_t{word(secret + i) >> (secret[i] & 31U)} * word(secret + 16 + i);
  }
  return folded(sum);
}

std::uint32_t leak_short_circuit(const std::uint8_t* secret, std::uint8_t* out) {
  if ((secret[0] & 1U) == out[0] && one_way(out) == 1 && (secret[1] & 1U) == out[1]) {
    return 1;
  }
  return 0;
}

std::uint32_t leak_loop_bound(const std::uint8_t* secret, std::uint8_t* out) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < (secret[0] & 31U); ++i) {
    sum += out[i] + hidden(1);
  }
  return sum;
}

std::uint32_t leak_ternary(const std::uint8_t* secret, std::uint8_t* out) {
  const bool high = (secret[0] & 0x80U) != 0;
  return high ? hidden(0x1234'5678) * word(out) : hidden(0x9ABC'DEF0) + secret[1];
}

std::uint32_t leak_copy_size(const std::uint8_t* secret, std::uint8_t* out) {
  __builtin_memcpy(out, secret, secret[0] & 31U);
  return out[0];
}

std::uint32_t leak_shift_by_loop(const std::uint8_t* secret, std::uint8_t*) {
  std::uint32_t shifted = word(secret);
  for (std::uint32_t left = secret[4] & 31U; left > 0; --left) {
    shifted = hidden(shifted << 1);
  }
  return shifted;
}

std::uint32_t leak_shift_64(const std::uint8_t* secret, std::uint8_t*) {
  return folded(double_word(secret) << (secret[8] & 63U));
}

std::uint32_t clean_select(const std::uint8_t* secret, std::uint8_t*) {
  const std::uint32_t mask = hidden(0 - (std::uint32_t{secret[0]} & 1U));
  return (word(secret + 4) & mask) | (word(secret + 8) & ~mask);
}

std::uint32_t clean_comparison(const std::uint8_t* secret, std::uint8_t*) {
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    difference = hidden(difference | static_cast<std::uint32_t>(secret[i] ^ secret[16 + i]));
  }
  return difference;
}

}  // extern "C"
