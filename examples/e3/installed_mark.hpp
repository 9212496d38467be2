#pragma once

#include <string>

#include "e3/core/side.hpp"

namespace tool {

/// An empty file beside a root file that says: this root was installed on this side. No root may be installed twice,
/// since its counters would start at 0 again.
class InstalledMark {
 public:
  /// Leaves the mark, durably. Throws `Failure`: exists if it is there already; output.
  InstalledMark(const std::string& root_path, e3::Side side);
  InstalledMark(InstalledMark&& other) noexcept;
  InstalledMark& operator=(InstalledMark&&) = delete;
  InstalledMark(const InstalledMark&) = delete;
  InstalledMark& operator=(const InstalledMark&) = delete;

  /// Takes the mark away again, unless `keep` was called: nothing was installed.
  ~InstalledMark();

  void keep() noexcept { path_.clear(); }

 private:
  std::string path_;
};

}  // namespace tool
