#pragma once

#include <string>

#include "e3/core/secret.hpp"
#include "e3/keys/root.hpp"

namespace tool {

/// The 32 bytes of a root key, wiped when they go.
using RootBytes = e3::Secret<e3::root_size>;

/// A new root from the system's random source.
[[nodiscard]] RootBytes new_root();

/// Reads a root file: a file of exactly 32 bytes, no link, that nobody but its owner may read or write. Throws
/// `Failure` (secret) for anything else.
[[nodiscard]] RootBytes read_root(const std::string& path);

/// Reads a root from standard input, which must be exactly its 32 bytes.
[[nodiscard]] RootBytes read_root_from_input();

/// Writes a root file that only its owner may read, durably. Throws `Failure`: exists if something has that name,
/// output if it cannot be written; then nothing is left of it.
void create_root(const std::string& path, const RootBytes& root);

}  // namespace tool
