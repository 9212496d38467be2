#include "outside/fetched.hpp"

#include <filesystem>
#include <stdexcept>

namespace outside {

const std::vector<Source>& sources() {
  static const auto all = sources_in(contents(E3_OUTSIDE_SOURCES));
  return all;
}

std::string fetched(const Source& source) {
  const auto file = std::filesystem::path{E3_OUTSIDE_FOLDER} / source.package / source.path;
  if (!std::filesystem::exists(file)) {
    throw std::runtime_error(file.string() + " is missing; run tests/outside/fetch.sh");
  }
  return contents(file);
}

const Corpus& corpus() {
  static const auto all = corpus_of(sources(), fetched);
  return all;
}

}  // namespace outside
