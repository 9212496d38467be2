#pragma once

/// The stores that keep their state in flash: counters of a sealer, a ratcheting device's roots, a receiver's
/// ceiling. Freestanding.

// IWYU pragma: begin_exports
#include "e3/store/flash/ceiling_store.hpp"
#include "e3/store/flash/counter_store.hpp"
#include "e3/store/flash/root_store.hpp"
// IWYU pragma: end_exports
