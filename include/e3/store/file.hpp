#pragma once

/// The stores that keep their state in files: counters of a sealer, and what a receiver accepted. POSIX systems.

// IWYU pragma: begin_exports
#include "e3/store/file/counter_store.hpp"
#include "e3/store/file/replay_store.hpp"
// IWYU pragma: end_exports
