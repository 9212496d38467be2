#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/matching.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

namespace tool_tests {

// The documented exit codes.
inline constexpr int done = 0;
inline constexpr int usage = 2;
inline constexpr int bad_input = 3;
inline constexpr int not_authentic = 4;
inline constexpr int replayed = 5;
inline constexpr int bad_state = 6;
inline constexpr int bad_secret = 7;
inline constexpr int bad_output = 8;
inline constexpr int exists = 9;

using Arguments = std::vector<std::string>;

/// A folder of its own, in which a test uses the tool and looks at what it leaves behind.
class Sandbox {
 public:
  Sandbox() { remember_in(user_.file("")); }

  /// Has the tool note installed roots in this folder, or, for "", in none that a variable names.
  static void remember_in(const std::string& folder) {
    REQUIRE((folder.empty() ? ::unsetenv("XDG_STATE_HOME") : ::setenv("XDG_STATE_HOME", folder.c_str(), 1)) == 0);
  }

  /// The path of a name in the folder.
  [[nodiscard]] std::string operator/(const std::string& name) const { return directory_.file(name); }

  /// Runs what must succeed silently on standard error, and returns its standard output.
  std::string succeeds(const Arguments& arguments, const Start& start = {}) const {
    const Ended ended = run(arguments, start);
    CAPTURE(arguments, ended.err);
    REQUIRE(ended.code == done);
    CHECK(ended.err.empty());
    return ended.out;
  }

  /// Runs what must be refused: with this exit code, nothing on standard output, one sentence that matches on standard
  /// error, and every file in the folder as it was.
  void refuses(int code, const std::string& sentence, const Arguments& arguments, const Start& start = {}) const {
    const auto before = files();
    refuses_but_changes(code, sentence, arguments, start);
    CHECK(files() == before);
  }

  /// The same where files may change.
  void refuses_but_changes(int code, const std::string& sentence, const Arguments& arguments,
                           const Start& start = {}) const {
    const Ended ended = run(arguments, start);
    CAPTURE(arguments, ended.err);
    CHECK(ended.code == code);
    CHECK(ended.out.empty());
    // Two halves: what happened, and what to do.
    CHECK(is_match(ended.err, "e3: .{10,}[;,:(].{10,}\\.\n"));
    CHECK(has_match(ended.err, sentence));
  }

  /// Provisions both sides of a device in `name`, and returns nothing: `name/device` and `name/cloud`.
  void provision(const std::string& name, Arguments options = {"--device", "70b3d57ed0000001"}) const {
    options.insert(options.begin(), {"provision", *this / name});
    static_cast<void>(succeeds(options));
  }

  /// Seals `payload` from `folder` into the file `name`, and returns its path.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): one names what is there, the other what is not
  std::string seal(const std::string& folder, const std::string& name, const std::string& payload = "21.5 C",
                   Arguments options = {}) const {
    options.insert(options.begin(), {"seal", *this / folder, "-o", *this / name});
    static_cast<void>(succeeds(options, {.input = payload}));
    return *this / name;
  }

  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file{*this / name, std::ios::binary};
    REQUIRE(file);
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  /// Writes a file that only its owner may read, and returns its path.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a content as a name fails at once
  std::string write(const std::string& name, const std::string& content) const {
    const std::string path = *this / name;
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << content;
    REQUIRE(file.flush());
    allow(name, 0600);
    return path;
  }

  /// Sets the permissions of a file or folder.
  void allow(const std::string& name, mode_t mode) const { REQUIRE(::chmod((*this / name).c_str(), mode) == 0); }

  [[nodiscard]] mode_t permissions(const std::string& name) const {
    struct stat status{};
    REQUIRE(::stat((*this / name).c_str(), &status) == 0);
    return status.st_mode & 07777U;
  }

  /// Every file and folder, those that the tool remembers too, with its permissions and content.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> found;
    for (const auto& folder : {directory_.file(""), user_.file("")}) {
      for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        const auto status = entry.symlink_status();
        std::string& text = found[entry.path().string()];
        text = std::to_string(static_cast<unsigned>(status.permissions()));
        if (status.type() == fs::file_type::regular) {
          std::ifstream file{entry.path(), std::ios::binary};
          text.append(std::istreambuf_iterator<char>{file}, {});
        }
      }
    }
    return found;
  }

 private:
  support::TemporaryDirectory directory_;
  support::TemporaryDirectory user_;  // what the tool remembers of its user
};

/// A sandbox with a device that is provisioned on both sides: `demo/device` and `demo/cloud`.
class Provisioned : public Sandbox {
 public:
  Provisioned() { provision("demo"); }

  [[nodiscard]] std::string device() const { return *this / "demo/device"; }
  [[nodiscard]] std::string cloud() const { return *this / "demo/cloud"; }
};

}  // namespace tool_tests
