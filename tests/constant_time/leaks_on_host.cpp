// Runs each planted leak and each clean function, and prints `name: found` or `name: not found` for each.
#include <array>
#include <cstdint>
#include <cstdio>

#include "leaks/leaks.hpp"
#include "watch.hpp"

namespace {

void print(const NamedLeak& leak) {
  const bool found = constant_time::is_reported_in(leak.name, [&] {
    std::array<std::uint8_t, secret_size> secret{};
    std::array<std::uint8_t, out_size> out{};
    constant_time::keep_secret(secret);
    std::uint32_t result = leak.function(secret.data(), out.data());
    constant_time::declare_public({reinterpret_cast<const std::uint8_t*>(&result), sizeof result});
    return true;
  });
  std::printf("%s: %s\n", leak.name, found ? "found" : "not found");
}

}  // namespace

int main() {
  for (const auto& leak : named_leaks) {
    print(leak);
  }
  for (const auto& clean : clean_functions) {
    print(clean);
  }
  return constant_time::is_followed() ? 0 : 2;
}
