#pragma once

namespace tool {

/// Keeps descriptors 0 to 2 from ever being a file that the tool opens, where the caller closed one of them: what is
/// printed must not end up in a store. Called first in `main`.
void hold_standard_streams();

/// Whether the caller had closed standard input, or standard output.
[[nodiscard]] bool input_was_closed();
[[nodiscard]] bool output_was_closed();

}  // namespace tool
