#include "state_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "any_sealer.hpp"
#include "e3/core/generation.hpp"
#include "e3/replay/receive_state.hpp"
#include "e3/store/file/counter_store.hpp"
#include "e3/store/file/posix_files.hpp"
#include "e3/store/file/replay_store.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "key_file.hpp"
#include "settings.hpp"

namespace tool {

namespace {

constexpr std::size_t max_settings_size = 4096;

std::string settings_path(const std::string& folder) { return folder + "/settings.json"; }

std::string root_path(const std::string& folder) { return folder + "/root"; }

Settings read_settings(const std::string& folder) {
  struct stat status{};
  if (::stat(folder.c_str(), &status) != 0) {
    throw Failure{ExitCode::state,
                  folder + ": this folder cannot be read (" + system_reason() + "); give one that `e3 provision` made"};
  }
  if (!S_ISDIR(status.st_mode)) {
    throw Failure{ExitCode::state, folder + ": this is not a folder; give one that `e3 provision` made"};
  }
  if ((status.st_mode & 077U) != 0) {
    throw Failure{ExitCode::secret, folder +
                                        ": others may enter this folder, which holds a root; say `chmod 700`, and "
                                        "if anybody may have read it, provision a new one"};
  }
  const std::string path = settings_path(folder);
  const e3::FileHandle file{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
  std::vector<std::uint8_t> text;
  if (!file || !read_up_to(file.get(), text, max_settings_size)) {
    throw Failure{ExitCode::state,
                  path + ": the settings cannot be read (" + system_reason() +
                      "); give a folder that `e3 provision` made: with both sides, FOLDER/device or FOLDER/cloud"};
  }
  return settings_from(text, path);
}

}  // namespace

StateFolder::StateFolder(const std::string& path) : path_{path}, settings_{read_settings(path)} {}

void StateFolder::create(const std::string& path, const Settings& settings, const RootBytes& root) {
  create_root(root_path(path), root);
  const auto counters = value_of(e3::FileCounterStore::format(path + "/counters", first_mark(settings, root)), path);
  auto accepted = value_of(e3::FileReplayStore::format(path + "/accepted"), path);
  tool::check(accepted.enroll(settings.device, e3::Generation{0}), path);
  // Last, since it is what makes the folder one that can be opened.
  const std::string name = settings_path(path);
  const e3::FileHandle file{::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  const std::string text = to_text(settings);
  if (!file || !write_all(file.get(), bytes_of(text)) || ::fsync(file.get()) != 0 || !sync_folder_of(name)) {
    throw Failure{ExitCode::output, name + ": the settings cannot be written (" + system_reason() + "); make room"};
  }
}

RootBytes StateFolder::root() const {
  const std::string path = root_path(path_);
  if (!is_there(path)) {
    throw Failure{ExitCode::secret,
                  path + ": the folder has lost its root; provision a new folder, and the other side, with a new root"};
  }
  return read_root(path);
}

e3::FileCounterStore StateFolder::counters() const {
  return value_of(e3::FileCounterStore::open(counters_path()), counters_path());
}

e3::FileReplayStore StateFolder::accepted() const {
  return value_of(e3::FileReplayStore::open(accepted_path()), accepted_path());
}

e3::ReceiveState<> StateFolder::receive_state(const e3::FileReplayStore& store) const {
  const auto record = store.find(settings_.device);
  if (!record) {
    throw Failure{ExitCode::state, accepted_path() +
                                       ": the store does not know this folder's device; provision a new "
                                       "folder with a new root"};
  }
  return record->state;
}

}  // namespace tool
