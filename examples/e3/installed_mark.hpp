#pragma once

#include <string>

#include "e3/core/side.hpp"
#include "key_file.hpp"

namespace tool {

/// An empty file that says: this root was installed on this side. No root may be installed twice, since its counters
/// would start at 0 again.
class InstalledMark {
 public:
  /// Leaves a mark beside a root file, durably, where it goes along with a medium that is carried from machine to
  /// machine. Throws `Failure`: exists if it is there already; output.
  [[nodiscard]] static InstalledMark beside(const std::string& root_path, e3::Side side);

  /// Leaves a mark in this user's own folder, durably, under a name made from the root's content, so that the root is
  /// known again from standard input, as a copy, and under another name. `root_name` is what a sentence calls the root.
  /// Throws `Failure`: exists if it is there already; output.
  [[nodiscard]] static InstalledMark of_user(const RootBytes& root, const std::string& root_name, e3::Side side);

  InstalledMark(InstalledMark&& other) noexcept;
  InstalledMark& operator=(InstalledMark&&) = delete;
  InstalledMark(const InstalledMark&) = delete;
  InstalledMark& operator=(const InstalledMark&) = delete;

  /// Takes the mark away again, unless `keep` was called: nothing was installed.
  ~InstalledMark();

  void keep() noexcept { path_.clear(); }

 private:
  InstalledMark(const std::string& path, const std::string& root_name, e3::Side side);

  std::string path_;
};

}  // namespace tool
