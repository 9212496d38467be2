#include <string>

#include "any_root.hpp"
#include "any_sealer.hpp"
#include "commands/commands.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/next_epoch.hpp"
#include "e3/core/side.hpp"
#include "exit_code.hpp"
#include "json.hpp"
#include "output.hpp"
#include "state_folder.hpp"

namespace tool {

ExitCode rotate(const RotateOptions& options) {
  const StateFolder folder{options.folder};
  if (folder.settings().side != e3::Side::device) {
    throw Failure{ExitCode::usage, options.folder +
                                       ": a cloud follows its device into the next key epoch, when it opens "
                                       "the first envelope of it; rotate the device's folder"};
  }
  Output output{{}};
  const AnyRoot root = any_root(folder.settings().side, folder.root());
  auto counters = folder.counters();
  const auto current = value_of(counters.epoch(), folder.counters_path());
  const auto next = value_of(e3::next_epoch(current), folder.path());
  check(advance(folder.settings(), root, counters, next), folder.counters_path());
  const std::string epoch = std::to_string(e3::value(next));
  const std::string done = options.folder + " seals in key epoch " + epoch + " from now on";
  output.report(options.json ? json_line(Json{{"epoch", e3::value(next)}}) : done + "\n", done);
  return ExitCode::done;
}

}  // namespace tool
