#pragma once

#include <cstddef>
#include <type_traits>

#include "e3/replay/ring_window.hpp"  // IWYU pragma: export
#include "e3/replay/word_window.hpp"  // IWYU pragma: export

namespace e3 {

/// Remembers which of the last `Width` counters of a key were accepted, so that none is accepted twice.
///
/// `Width` is a multiple of 64 from 64 to 8192. 64 fits a device table's cache line; take more where the transport
/// reorders further. A plain value: copy it, store it, compare it.
template <std::size_t Width>
using ReplayWindow = std::conditional_t<Width == WordWindow::width, WordWindow, RingWindow<Width>>;

}  // namespace e3
