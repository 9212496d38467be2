// Measures the images of one target on the emulator, prints what each call takes, and fails where a result is wrong or
// a figure is beyond its budget. With --qemu the same images run on QEMU as well, which has to agree.
//
//     e3_target_bench --target NAME --images FOLDER --image WORKLOAD:BUILD... --compiler VERSION --data FOLDER
//                     [--budgets FILE] [--figures FILE] [--write-budgets FILE] [--qemu]
//
// The data folder has bars.json and energy.json.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "json.hpp"
#include "judge.hpp"
#include "measure.hpp"
#include "qemu.hpp"
#include "tables.hpp"
#include "targets.hpp"

namespace {

struct Options {
  std::map<std::string, std::string> values;
  std::vector<bench::ImageName> images;
  bool qemu = false;

  [[nodiscard]] const std::string& at(const std::string& name) const {
    const auto found = values.find(name);
    if (found == values.end()) {
      throw std::runtime_error{"--" + name + " is missing"};
    }
    return found->second;
  }
};

Options options_of(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::string name = arguments[i];
    if (name == "--qemu") {
      options.qemu = true;
      continue;
    }
    if (!name.starts_with("--") || i + 1 == arguments.size()) {
      throw std::runtime_error{"cannot read '" + name + "'"};
    }
    name.erase(0, 2);
    const std::string value = arguments[++i];
    if (name != "image") {
      options.values[name] = value;
      continue;
    }
    const auto colon = value.find(':');
    options.images.push_back({value.substr(0, colon), value.substr(colon + 1)});
  }
  return options;
}

bench::Json read(const std::filesystem::path& path) {
  std::ifstream in{path};
  if (!in) {
    throw std::runtime_error{"cannot read " + path.string()};
  }
  return bench::Json::parse(in);
}

void write(const std::filesystem::path& path, const bench::Json& json) {
  std::ofstream out{path};
  out << json.dump(1) << "\n";
  if (!out.flush()) {
    throw std::runtime_error{"cannot write " + path.string()};
  }
}

bench::Json measure_all(const Options& options, const bench::Target& target) {
  bench::Json figures;
  for (const auto& image : options.images) {
    const auto rows = bench::measure(options.at("images"), image, target);
    for (const auto& [name, row] : rows.items()) {
      figures[image.build][name] = row;
    }
  }
  return figures;
}

/// True if everything keeps to its budget, or if the budgets are for another compiler.
bool keeps_to_budgets(const Options& options, const bench::Target& target, const bench::Json& figures) {
  const auto budgets = read(options.at("budgets"));
  if (budgets.at("compiler") != options.at("compiler")) {
    std::printf("\nThe budgets are for g++ %s, and this is %s: nothing was held against them.\n",
                budgets.at("compiler").get<std::string>().c_str(), options.at("compiler").c_str());
    return true;
  }
  const std::string name{target.name};
  const auto verdict = bench::judge(figures, budgets.contains(name) ? budgets.at(name) : bench::Json{});
  for (const auto& line : verdict.lowered) {
    std::printf("More than half a percent too high is the budget of %s\n", line.c_str());
  }
  for (const auto& line : verdict.beyond) {
    std::printf("More than half a percent beyond the budget is %s\n", line.c_str());
  }
  if (!verdict.beyond.empty()) {
    std::puts(
        "Where that is meant, set the budgets anew by the target e3_target_budgets and the pages by e3_target_docs.");
  }
  return verdict.beyond.empty();
}

bool run(const Options& options) {
  const auto& target = bench::target_of(options.at("target"));
  const std::string name{target.name};
  const std::filesystem::path data = options.at("data");
  const auto figures = measure_all(options, target);
  const auto energy = read(data / "energy.json").at("processors");
  std::fputs(bench::table_of(name, figures, energy.contains(name) ? energy.at(name) : bench::Json{}).c_str(), stdout);
  std::fputs(bench::bars_of(name, figures, read(data / "bars.json")).c_str(), stdout);
  if (options.values.contains("figures")) {
    write(options.at("figures"), {{"compiler", options.at("compiler")}, {name, figures}});
  }
  if (options.values.contains("write-budgets")) {
    const std::filesystem::path path = options.at("write-budgets");
    bench::Json budgets = std::filesystem::exists(path) ? read(path) : bench::Json{};
    budgets["compiler"] = options.at("compiler");
    budgets[name] = bench::budgets_of(figures);
    write(path, budgets);
  }
  if (options.qemu) {
    std::printf("\nOn QEMU, %s:\n", std::string{target.machine}.c_str());
    for (const auto& image : options.images) {
      const auto line = bench::agree_with_qemu(options.at("images"), image, target, figures.at(image.build));
      std::printf("%s\n", line.c_str());
    }
  }
  return !options.values.contains("budgets") || keeps_to_budgets(options, target, figures);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(options_of({arguments, static_cast<std::size_t>(count)})) ? 0 : 1;
  } catch (const std::exception& error) {
    std::printf("%s\n", error.what());
    return 1;
  }
}
