#pragma once

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>

#include "e3/core/counter.hpp"
#include "e3/replay/acceptance.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace support {

/// What a replay window must say, told by the set of everything that was ever accepted, which forgets nothing.
class WindowOracle {
 public:
  explicit WindowOracle(std::uint64_t width) : width_{width} {}

  e3::Acceptance accept(std::uint64_t counter) {
    if (counter >= 0x1'0000'0000) {
      return {e3::Verdict::too_old, {}};
    }
    const std::uint64_t expected = newest_ ? *newest_ + 1 : 0;
    const bool late = counter < expected;
    if (late && *newest_ - counter >= width_) {
      return {e3::Verdict::too_old, {}};
    }
    if (!insert(counter)) {
      return {e3::Verdict::replayed, {}};
    }
    if (late) {
      return {e3::Verdict::accepted, {.late = true}};
    }
    newest_ = counter;
    return {e3::Verdict::accepted,
            {.first = e3::Counter{expected}, .count = static_cast<std::uint32_t>(counter - expected)}};
  }

  /// The newest accepted counter, if there is one.
  [[nodiscard]] std::optional<std::uint64_t> newest() const noexcept { return newest_; }

 private:
  static constexpr std::size_t page_size = 1024;

  /// False if the counter was there.
  bool insert(std::uint64_t counter) {
    auto& page = pages_[counter / page_size];
    const auto bit = static_cast<std::size_t>(counter % page_size);
    const bool added = !page.test(bit);
    page.set(bit);
    return added;
  }

  std::uint64_t width_;
  std::optional<std::uint64_t> newest_;
  std::unordered_map<std::uint64_t, std::bitset<page_size>> pages_;
};

[[nodiscard]] inline bool same(const e3::Acceptance& a, const e3::Acceptance& b) {
  return a.verdict == b.verdict && (a.verdict != e3::Verdict::accepted || a.gap == b.gap);
}

/// `steps` pseudo-random counters that mostly move on, jump, come late and repeat; from 0 and up to the last counter.
template <class Window>
void check_random_sequence(Random random, int steps) {
  constexpr std::uint64_t width = Window::width;
  for (const std::uint64_t start : {std::uint64_t{0}, 0x1'0000'0000 - 4 * width}) {
    Window window;
    WindowOracle oracle{width};
    std::uint64_t newest = start;
    std::size_t mismatches = 0;
    for (int i = 0; i < steps; ++i) {
      const std::uint64_t back = random.below(width + 70);
      std::uint64_t counter = newest - std::min(back, newest);
      switch (random.below(4)) {
        case 0:
          counter = newest + random.below(3);
          break;
        case 1:
          counter = newest + (random.below(50) == 0 ? random.below(3 * width) : 1);
          break;
        default:
          break;
      }
      const auto said = window.accept(e3::Counter{counter});
      mismatches += same(said, oracle.accept(counter)) ? 0U : 1U;
      newest = said.verdict == e3::Verdict::accepted ? std::max(newest, counter) : newest;
    }
    CHECK(mismatches == 0);
  }
}

/// What the gap reports say is missing, less what came late, is exactly what was never accepted.
template <class Window>
void check_gaps_are_exact(std::uint64_t seed) {
  Random random{seed};
  Window window;
  std::set<std::uint64_t> accepted;
  std::set<std::uint64_t> missing;
  std::uint64_t newest = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t counter =
        random.below(2) == 0 ? newest + random.below(5) : newest - std::min(newest, random.below(Window::width + 10));
    const auto said = window.accept(e3::Counter{counter});
    if (said.verdict != e3::Verdict::accepted) {
      continue;
    }
    accepted.insert(counter);
    newest = std::max(newest, counter);
    if (said.gap.late) {
      REQUIRE(said.gap.count == 0);
      REQUIRE(missing.erase(counter) == 1);
    }
    for (std::uint64_t k = 0; k < said.gap.count; ++k) {
      REQUIRE(missing.insert(e3::value(said.gap.first) + k).second);
    }
  }
  REQUIRE(window.newest() == e3::Counter{newest});
  REQUIRE(accepted.size() + missing.size() == newest + 1);
  for (const auto counter : missing) {
    REQUIRE_FALSE(accepted.contains(counter));
  }
  REQUIRE(*missing.rbegin() < newest);
}

/// The edges by name, one by one.
template <class Window>
void check_edges() {
  constexpr std::uint64_t width = Window::width;
  const auto verdict = [](Window& window, std::uint64_t counter) {
    return window.accept(e3::Counter{counter}).verdict;
  };
  SECTION("the first counter may be 0, once") {
    Window window;
    CHECK(window.empty());
    CHECK(verdict(window, 0) == e3::Verdict::accepted);
    CHECK_FALSE(window.empty());
    CHECK(verdict(window, 0) == e3::Verdict::replayed);
  }
  SECTION("the oldest that is still judged is width - 1 before the newest") {
    Window window;
    CHECK(verdict(window, 3 * width) == e3::Verdict::accepted);
    CHECK(verdict(window, 2 * width) == e3::Verdict::too_old);
    CHECK(verdict(window, 2 * width + 1) == e3::Verdict::accepted);
    CHECK(verdict(window, 2 * width + 1) == e3::Verdict::replayed);
  }
  SECTION("a step of a whole width forgets all but its own counter") {
    Window window;
    CHECK(verdict(window, 0) == e3::Verdict::accepted);
    CHECK(verdict(window, width) == e3::Verdict::accepted);
    CHECK(verdict(window, 0) == e3::Verdict::too_old);
    for (std::uint64_t counter = 1; counter < width; ++counter) {
      REQUIRE(verdict(window, counter) == e3::Verdict::accepted);
    }
  }
  SECTION("the last counter is 2^32 - 1; what is above is refused and changes nothing") {
    Window window;
    CHECK(verdict(window, 0x1'0000'0000) == e3::Verdict::too_old);
    CHECK(verdict(window, 0xFFFF'FFFF'FFFF'FFFF) == e3::Verdict::too_old);
    CHECK(window == Window{});
    const auto last = window.accept(e3::Counter{0xFFFF'FFFF});
    CHECK(last.verdict == e3::Verdict::accepted);
    CHECK(last.gap == e3::Gap{.first = e3::Counter{0}, .count = 0xFFFF'FFFF});
    CHECK(verdict(window, 0xFFFF'FFFF) == e3::Verdict::replayed);
    CHECK(verdict(window, 0x1'0000'0000) == e3::Verdict::too_old);
  }
  SECTION("a refused counter changes nothing") {
    Window window;
    CHECK(verdict(window, 5 * width) == e3::Verdict::accepted);
    const Window before = window;
    CHECK(verdict(window, 5 * width) == e3::Verdict::replayed);
    CHECK(verdict(window, 1) == e3::Verdict::too_old);
    CHECK(window == before);
  }
  SECTION("a restored window is the same") {
    Random random{3};
    Window window;
    for (int i = 0; i < 500; ++i) {
      static_cast<void>(window.accept(e3::Counter{random.below(2 * width)}));
      REQUIRE(Window::restore(static_cast<std::uint32_t>(e3::value(window.newest())), window.words()) == window);
    }
  }
}

}  // namespace support
