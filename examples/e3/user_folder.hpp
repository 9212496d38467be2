#pragma once

#include <string>

namespace tool {

/// The folder `name` for what the tool remembers of this user's runs, as the XDG Base Directory Specification has it:
/// $XDG_STATE_HOME/e3, or ~/.local/state/e3. Made, durably and for its owner only, if it is not there. Throws `Failure`
/// (output).
[[nodiscard]] std::string user_folder(const std::string& name);

}  // namespace tool
