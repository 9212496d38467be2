// Writes a workload's devices and messages as a header for the firmware: e3_target_vectors WORKLOAD > vectors.hpp
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "exchange.hpp"

namespace {

void write(const std::vector<std::uint8_t>& bytes) {
  std::printf("{");
  for (const std::uint8_t byte : bytes) {
    std::printf("%u,", byte);
  }
  std::printf("}");
}

void write_array(const std::string& name, std::vector<std::uint8_t> bytes) {
  if (bytes.empty()) {
    bytes.push_back(0);
  }
  std::printf("alignas(4) inline constexpr std::uint8_t %s[]", name.c_str());
  write(bytes);
  std::printf(";\n");
}

void write_header(const std::string& workload) {
  const auto devices = bench::devices_of(workload);
  std::printf(
      "#pragma once\n#include <cstdint>\nnamespace vectors {\n"
      "struct Case { const std::uint8_t *payload, *sealed, *to_open; std::uint32_t payload_size, sealed_size, "
      "to_open_size; };\n"
      "struct Set { const char* name; std::uint32_t suite; const std::uint8_t *key, *nonce, *aad, *flash, *chip; "
      "std::uint32_t aad_size; Case cases[%zu]; };\n"
      "inline constexpr char workload[] = \"%s\";\n"
      "inline constexpr std::uint32_t flash_size = %zu;\n",
      bench::payload_sizes.size(), workload.c_str(), devices.front().flash.size());
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const auto& device = devices[i];
    const std::string own = std::to_string(i);
    write_array("key_" + own, device.key);
    write_array("nonce_" + own, device.nonce);
    write_array("aad_" + own, device.aad);
    write_array("flash_" + own, device.flash);
    write_array("chip_" + own, device.chip);
    for (std::size_t k = 0; k < device.exchanges.size(); ++k) {
      const std::string of = own + "_" + std::to_string(k);
      write_array("payload_" + of, device.exchanges[k].payload);
      write_array("sealed_" + of, device.exchanges[k].sealed);
      write_array("to_open_" + of, device.exchanges[k].to_open);
    }
  }
  std::printf("inline constexpr Set sets[] = {\n");
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const auto& device = devices[i];
    std::printf("{\"%s\", %u, key_%zu, nonce_%zu, aad_%zu, flash_%zu, chip_%zu, %zu, {\n", device.name.c_str(),
                device.suite, i, i, i, i, i, device.aad.size());
    for (std::size_t k = 0; k < device.exchanges.size(); ++k) {
      const auto& exchange = device.exchanges[k];
      std::printf("{payload_%zu_%zu, sealed_%zu_%zu, to_open_%zu_%zu, %zu, %zu, %zu},\n", i, k, i, k, i, k,
                  exchange.payload.size(), exchange.sealed.size(), exchange.to_open.size());
    }
    std::printf("}},\n");
  }
  std::printf("};\n}  // namespace vectors\n");
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 2) {
      throw std::runtime_error{"usage: e3_target_vectors WORKLOAD"};
    }
    write_header(arguments[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
