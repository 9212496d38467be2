#pragma once

namespace e3 {

/// The library's version, and the one place that states it: CMake and every package read this line.
/// It says nothing about the bytes on the wire; those carry a version of their own (`wire_version`).
inline constexpr char version[] = "0.1.0";

}  // namespace e3
