#pragma once

#include <filesystem>
#include <string>

#include "json.hpp"
#include "targets.hpp"

namespace bench {

/// What an image takes, one row for each device of its workload, by name. Sizes in bytes:
///
///     flash, static_ram, sealing_context, opening_context, seal_stack, open_stack, set_up_stack
///     slope: instructions of a seal for each byte from 64 to 256
///     set_up_sealing, set_up_opening: {instructions, cycles}
///     seal, open: {16, 24, 64, 256: {instructions, cycles}}
///     on_air: {16, 24, 64, 256}, of an envelope
///
/// Throws `std::runtime_error` where a result is not the one that OpenSSL gives on this machine, or a forgery passes.
[[nodiscard]] Json measure(const std::filesystem::path& folder, const ImageName& name, const Target& target);

}  // namespace bench
