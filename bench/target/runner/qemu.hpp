#pragma once

#include <filesystem>
#include <string>

#include "json.hpp"
#include "targets.hpp"

namespace bench {

/// Runs an image's own main() on QEMU at one instruction a nanosecond, and holds the ticks that it prints against the
/// instructions in `figures` (rows of the image's build): they differ by the call and by one tick of the clock at most.
/// Returns a line about it. Throws `std::runtime_error` where they differ by more, or the program does not print OK.
[[nodiscard]] std::string agree_with_qemu(const std::filesystem::path& folder, const ImageName& name,
                                          const Target& target, const Json& figures);

}  // namespace bench
