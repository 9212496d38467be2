#include "tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace bench {

namespace {

constexpr std::array sizes{"16", "24", "64", "256"};

std::string cell(const Json& cost) {
  const auto instructions = cost.at("instructions").dump();
  const auto cycles = cost.at("cycles").get<std::uint64_t>();
  return cycles == 0 ? instructions : instructions + " / " + std::to_string(cycles);
}

std::string number(double value, int digits) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

/// Microjoules that the cycles take: current per frequency, times voltage, times cycles.
std::string energy_of(const Json& cost, const Json& energy) {
  const auto cycles = cost.at("cycles").get<double>();
  if (cycles == 0 || energy.is_null()) {
    return "";
  }
  return number(
      cycles * energy.at("microamperes_per_megahertz").get<double>() * energy.at("volts").get<double>() * 1e-6, 2);
}

}  // namespace

std::string table_of(const std::string& target, const Json& figures, const Json& energy) {
  std::string text = "\n" + target + ": instructions / modelled cycles; sizes in bytes, energy in microjoules\n\n";
  text +=
      "| workload, build | flash | static RAM | contexts | stack of seal, open | of set-up | set-up, seal | set-up, "
      "open |";
  for (const char* call : {"seal", "open"}) {
    for (const char* size : sizes) {
      text += std::string{" "} + call + " " + size + " |";
    }
  }
  text += " on air, of 24 | energy, seal 24 |\n|---|";
  for (std::size_t i = 0; i < 7 + 2 * sizes.size() + 2; ++i) {
    text += "---:|";
  }
  text += "\n";
  for (const auto& [build, rows] : figures.items()) {
    for (const auto& [name, row] : rows.items()) {
      text += "| " + name + ", " + build + " | " + row.at("flash").dump() + " | " + row.at("static_ram").dump() +
              " | " + row.at("sealing_context").dump() + ", " + row.at("opening_context").dump() + " | " +
              row.at("seal_stack").dump() + ", " + row.at("open_stack").dump() + " | " + row.at("set_up_stack").dump() +
              " | " + cell(row.at("set_up_sealing")) + " | " + cell(row.at("set_up_opening")) + " |";
      for (const char* call : {"seal", "open"}) {
        for (const char* size : sizes) {
          text += " " + cell(row.at(call).at(size)) + " |";
        }
      }
      text += " " + (row.contains("on_air") ? row.at("on_air").at("24").dump() : "") + " | " +
              energy_of(row.at("seal").at("24"), energy) + " |\n";
    }
  }
  return text;
}

std::string bars_of(const std::string& target, const Json& figures, const Json& bars) {
  std::string text = "\n" + target + ": the bars\n\n| bar | BearSSL | at most | E3 | |\n|---|---:|---:|---:|---|\n";
  for (const auto& bar : bars) {
    if (bar.at("target") != target) {
      continue;
    }
    const auto& build = bar.at("build").get_ref<const std::string&>();
    const auto& row = bar.at("row").get_ref<const std::string&>();
    if (!figures.contains(build) || !figures.at(build).contains(row)) {
      continue;  // another image's
    }
    const auto& figure = figures.at(build).at(row).at(Json::json_pointer{bar.at("figure").get<std::string>()});
    const bool met = figure.get<double>() <= bar.at("maximum").get<double>();
    text += "| " + bar.at("name").get<std::string>() + ", " + build + " | " +
            (bar.contains("bearssl") ? bar.at("bearssl").dump() : "") + " | " + bar.at("maximum").dump() + " | " +
            figure.dump() + " | " + (met ? "met" : "MISSED") + " |\n";
  }
  return text;
}

}  // namespace bench
