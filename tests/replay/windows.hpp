#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "e3/core/counter.hpp"
#include "stream.hpp"
#include "support/window_oracle.hpp"
#include "tally.hpp"

namespace replay {

/// Asks a fresh window about every sequence of `length` of the counters, and what is right about it.
template <class Window>
void judge_sequences(std::span<const std::uint64_t> counters, int length, Tally& tally) {
  struct Prefix {
    Window window{};
    support::WindowOracle oracle{Window::width};
    int length = 0;
  };
  std::vector<Prefix> left(1);
  while (!left.empty()) {
    const Prefix prefix = std::move(left.back());
    left.pop_back();
    for (const auto counter : counters) {
      Prefix next = prefix;
      next.length += 1;
      tally.count(next.window.accept(e3::Counter{counter}), next.oracle.accept(counter));
      if (next.length < length) {
        left.push_back(std::move(next));
      }
    }
  }
}

/// All sequences of 4 edges of words, window and range, and of 5 counters about a window's reach from several places.
template <class Window>
Tally judge_short_sequences() {
  constexpr std::uint64_t width = Window::width;
  constexpr std::array<std::uint64_t, 28> edges{0,
                                                1,
                                                2,
                                                62,
                                                63,
                                                64,
                                                65,
                                                127,
                                                128,
                                                width - 65,
                                                width - 64,
                                                width - 1,
                                                width,
                                                width + 1,
                                                width + 63,
                                                width + 64,
                                                width + 65,
                                                2 * width - 1,
                                                2 * width,
                                                2 * width + 1,
                                                2 * width + 65,
                                                end - 1 - width,
                                                end - width,
                                                end - 2,
                                                end - 1,
                                                end,
                                                end + 1,
                                                ~std::uint64_t{0}};
  Tally tally;
  judge_sequences<Window>(edges, 4, tally);
  for (const std::uint64_t base : {std::uint64_t{0}, std::uint64_t{63}, width - 1, width, end - 2 * width - 2}) {
    const std::array<std::uint64_t, 7> counters{
        base, base + 1, base + width - 1, base + width, base + width + 1, base + 2 * width, base + 2 * width + 1};
    judge_sequences<Window>(counters, 5, tally);
  }
  return tally;
}

/// Adversarial streams until `decisions` were made, each from a fresh window.
template <class Window>
Tally judge_streams(std::uint64_t decisions) {
  constexpr std::uint64_t per_stream = 20'000;
  Tally tally;
  for (std::uint64_t seed = 2026; tally.decisions() < decisions; ++seed) {
    Stream stream{support::Random{seed}, Window::width};
    Window window;
    support::WindowOracle oracle{Window::width};
    std::uint64_t counter = stream.start();
    for (std::uint64_t i = 0; i < per_stream; ++i) {
      tally.count(window.accept(e3::Counter{counter}), oracle.accept(counter));
      counter = stream.next(oracle.newest().value_or(0));
    }
  }
  return tally;
}

}  // namespace replay
