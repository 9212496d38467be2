#pragma once

#include <array>
#include <cstdint>

#include "e3/testing/faulty_flash.hpp"
#include "power_cut/findings.hpp"

// Implementation notes
//
// A world is a plain value: everything that outlives a power cut (chips, and what the application and the other end
// remember) and the place in a script that its device works through. So the state after a cut is copied, and every
// continuation of it is tried. With S steps in a script, three cuts deep are about S^3 / 6 ways, and none is left out.
//
// A lost write or the like is an event of its own: the device goes on after it. Ways with one have one cut less and the
// fault, which takes its turn at every operation before, between and after the cuts.

namespace power_cut {

/// What goes wrong.
enum class Kind : std::uint8_t {
  cut,           ///< power cuts that leave the byte, or the piece of a page, as it was
  half_written,  ///< power cuts that change some of its bits
  unreadable,    ///< power cuts after which the bytes around it cannot be read, as with error correction
  lost,          ///< a write or an erase that reports success and changes nothing
  stale,         ///< one after which the old content is read once more
  refused,       ///< one that fails and changes nothing
  unsure,        ///< one that works and reports failure
};

inline constexpr std::array kinds{Kind::cut,   Kind::half_written, Kind::unreadable, Kind::lost,
                                  Kind::stale, Kind::refused,      Kind::unsure};

[[nodiscard]] constexpr bool is_cut(Kind kind) noexcept { return kind <= Kind::unreadable; }

[[nodiscard]] constexpr const char* short_name(Kind kind) noexcept {
  constexpr std::array names{"plain cut", "half byte", "unreadable", "lost write", "stale read", "refused", "unsure"};
  return names.at(static_cast<std::size_t>(kind));
}

/// How many ways were tried.
struct Counts {
  std::uint64_t cuts = 0;    ///< power cuts, each followed by a boot
  std::uint64_t faults = 0;  ///< ways with a fault that was no cut
};

/// Tries every way for a device in `World` to meet a kind of event, up to a depth.
///
/// `World::run()` boots the device and goes on with its script until that ends or the power goes; `flash` is its chip;
/// `power_lost()` and `mishap()` tell it that its power went and that a fault is to come; `finished()` is true when the
/// script has ended.
template <class World>
class Campaign {
 public:
  Campaign(Kind kind, Findings& findings) noexcept : kind_{kind}, findings_{findings} {}

  /// Tries every way with `depth` events. Of the last cuts only each `thinning`-th is tried, another first each time.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): as `Report::run` has them.
  Counts run(const World& world, unsigned thinning, unsigned depth) {
    counts_ = {};
    thinning_ = thinning;
    if (is_cut(kind_)) {
      cut_everywhere(world, depth);
    } else {
      with_fault(world, depth - 1);
    }
    return counts_;
  }

 private:
  // The recursion is as deep as the cuts are nested.
  // NOLINTBEGIN(misc-no-recursion)

  /// Cuts what is left of the script at every step.
  void cut_everywhere(const World& world, unsigned cuts) {
    for (std::uint64_t step = first_step(cuts);; step += stride(cuts)) {
      World next = start(world);
      next.flash().cut_at(step, tear());
      if (!ran_into_cut(next)) {
        return;
      }
      ++counts_.cuts;
      go_on(next, cuts - 1);
    }
  }

  void go_on(const World& world, unsigned cuts) {
    if (cuts > 0) {
      cut_everywhere(world, cuts);
    } else {
      World next = start(world);
      next.run();
      check_finished(next);
    }
  }

  /// Ways whose fault is still to come: in this boot, or after the cut that ends it.
  void with_fault(const World& world, unsigned cuts) {
    for (std::uint64_t operation = 1;; ++operation) {
      World whole = with_fault_at(world, operation);
      whole.run();
      if (whole.flash().operations() < operation) {
        break;
      }
      ++counts_.faults;
      check_finished(whole);
      if (cuts > 0) {
        cut_round_fault(world, operation, cuts);
      }
    }
    if (cuts == 0) {
      return;
    }
    for (std::uint64_t step = first_step(cuts);; step += stride(cuts)) {
      World next = start(world);
      next.flash().cut_at(step);
      if (!ran_into_cut(next)) {
        return;
      }
      ++counts_.cuts;
      with_fault(next, cuts - 1);
    }
  }

  /// Cuts in the boot with the fault, at every step from the fault on.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): one caller, which has them of these names.
  void cut_round_fault(const World& world, std::uint64_t operation, unsigned cuts) {
    for (std::uint64_t step = first_step(cuts);; step += stride(cuts)) {
      World next = with_fault_at(world, operation);
      next.flash().cut_at(step);
      if (!ran_into_cut(next)) {
        return;
      }
      if (next.flash().operations() >= operation) {
        ++counts_.cuts;
        ++counts_.faults;
        go_on(next, cuts - 1);
      }
    }
  }

  // NOLINTEND(misc-no-recursion)

  static World start(World world) {
    world.flash().power_on();
    return world;
  }

  World with_fault_at(const World& world, std::uint64_t operation) {
    World next = start(world);
    next.flash().fault_at(operation, fault());
    next.mishap();
    return next;
  }

  bool ran_into_cut(World& world) {
    world.run();
    if (world.flash().powered()) {
      check_finished(world);
      return false;
    }
    world.power_lost();
    return true;
  }

  void check_finished(const World& world) {
    if (!world.finished()) {
      findings_.report(Finding::stuck);
    }
  }

  [[nodiscard]] std::uint64_t stride(unsigned cuts) const noexcept { return cuts == 1 ? thinning_ : 1; }
  [[nodiscard]] std::uint64_t first_step(unsigned cuts) const noexcept { return 1 + counts_.cuts % stride(cuts); }

  [[nodiscard]] e3::testing::Tear tear() const noexcept {
    switch (kind_) {
      case Kind::half_written:
        return e3::testing::Tear::half;
      case Kind::unreadable:
        return e3::testing::Tear::unreadable;
      default:
        return e3::testing::Tear::clean;
    }
  }

  [[nodiscard]] e3::testing::FlashFault fault() const noexcept {
    switch (kind_) {
      case Kind::stale:
        return e3::testing::FlashFault::stale;
      case Kind::refused:
        return e3::testing::FlashFault::refused;
      case Kind::unsure:
        return e3::testing::FlashFault::unsure;
      default:
        return e3::testing::FlashFault::lost;
    }
  }

  Kind kind_;
  Findings& findings_;
  Counts counts_{};
  unsigned thinning_ = 1;
};

}  // namespace power_cut
