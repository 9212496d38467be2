#pragma once

#include <string>

#include "e3/core/bytes.hpp"
#include "e3/core/epoch.hpp"
#include "e3/store/file/counter_store.hpp"
#include "e3/store/file/replay_store.hpp"
#include "key_file.hpp"
#include "settings.hpp"

namespace tool {

/// The state of one side of a device, as `e3 provision` made it: settings, root, and the two stores. Only its owner may
/// enter the folder.
class StateFolder {
 public:
  /// Opens a folder and reads its settings; locks nothing. Throws `Failure`: state if it is no state folder, secret if
  /// others may enter it.
  explicit StateFolder(const std::string& path);

  /// Fills an empty folder for a device that starts at epoch 0 with `root`. Throws `Failure`.
  static void create(const std::string& path, const Settings& settings, const RootBytes& root);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] std::string counters_path() const { return path_ + "/counters"; }
  [[nodiscard]] std::string accepted_path() const { return path_ + "/accepted"; }

  /// The root. Throws `Failure` (secret).
  [[nodiscard]] RootBytes root() const;

  /// The counters of what this side seals, locked. Throws `Failure` (state).
  [[nodiscard]] e3::FileCounterStore counters() const;

  /// What this side has accepted, locked. Throws `Failure` (state).
  [[nodiscard]] e3::FileReplayStore accepted() const;

  /// What the store has of this device. Throws `Failure` (state) if it is another device's.
  [[nodiscard]] e3::ReceiveState<> receive_state(const e3::FileReplayStore& store) const;

 private:
  std::string path_;
  Settings settings_;
};

}  // namespace tool
