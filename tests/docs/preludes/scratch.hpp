#pragma once

#include <stdlib.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

/// A directory for one run; removed with all it holds when it goes.
class Scratch {
 public:
  Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "e3-docs-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      std::abort();
    }
    path_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Ends the run, with the line that found it, unless `condition` holds.
inline void check(bool condition, const char* what, int line = __builtin_LINE()) {
  if (!condition) {
    std::fprintf(stderr, "line %d: %s\n", line, what);
    std::exit(1);
  }
}
