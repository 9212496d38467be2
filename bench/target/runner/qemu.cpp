#include "qemu.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

// Instructions of main() round a call: reading the clock twice, passing arguments, keeping the result.
constexpr double call_overhead = 16;

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), pclose};
  if (!pipe) {
    throw std::runtime_error{"cannot run " + command};
  }
  std::string output;
  std::array<char, 512> part{};
  while (std::fgets(part.data(), part.size(), pipe.get()) != nullptr) {
    output += part.data();
  }
  return output;
}

/// What a line of main() says: a figure of a row, and its ticks.
struct Line {
  std::string device;
  std::string figure;
  double ticks = 0;
};

Line line_of(const std::string& text) {
  std::istringstream words{text};
  Line line;
  std::string call;
  std::string next;
  words >> line.device >> call;
  if (call == "set") {
    words >> next >> next;
    line.figure = "/set_up_" + next;
  } else {
    words >> next;
    line.figure = "/" + call + "/" + next;
  }
  line.figure += "/instructions";
  if (!(words >> line.ticks)) {
    throw std::runtime_error{"QEMU printed '" + text + "'"};
  }
  return line;
}

}  // namespace

std::string agree_with_qemu(const std::filesystem::path& folder, const ImageName& name, const Target& target,
                            const Json& figures) {
  const std::string command = std::string{"timeout 60 "} + std::string{target.qemu} + " " +
                              std::string{target.machine} +
                              " -display none -monitor none -serial null -semihosting-config enable=on,target=native "
                              "-icount shift=0 -kernel '" +
                              (folder / name.file()).string() + "' 2>&1";
  const auto output = output_of(command);
  if (!output.ends_with("\nOK\n")) {
    throw std::runtime_error{name.file() + " on QEMU:\n" + output};
  }
  std::istringstream lines{output};
  std::string text;
  std::getline(lines, text);
  double most = 0;
  std::size_t count = 0;
  while (std::getline(lines, text) && text != "OK") {
    const auto line = line_of(text);
    const auto& row =
        figures.contains(name.workload) ? figures.at(name.workload) : figures.at(name.workload + ", " + line.device);
    const auto wanted = row.at(Json::json_pointer{line.figure}).get<double>();
    const double difference = std::abs(line.ticks * target.instructions_per_tick - wanted);
    if (difference > target.instructions_per_tick + call_overhead) {
      throw std::runtime_error{name.file() + ": '" + text + "', but the emulator counts " + std::to_string(wanted)};
    }
    most = std::max(most, difference);
    ++count;
  }
  return name.file() + ": OK, " + std::to_string(count) + " calls, at most " + std::to_string(std::lround(most)) +
         " instructions apart";
}

}  // namespace bench
