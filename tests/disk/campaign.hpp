#pragma once

#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "choices.hpp"
#include "simulated_disk.hpp"

// Implementation notes
//
// A workload is one owner of one store over many lives of its machine:
//   boot()  opens the store, or formats it if that never succeeded; nothing without power
//   step(k) does the k-th of its `step_kinds` things, or boots if the store is not open
//   stop()  forgets the store, as the end of the process does
// It counts in a `Report` whatever its oracle finds wrong.

namespace disk {

struct Report {
  std::uint64_t cuts = 0;
  std::uint64_t failures = 0;  ///< operations that failed with the power on
  std::uint64_t done = 0;      ///< steps that the store reported as done
  std::uint64_t repeated = 0;  ///< counters that were reserved twice, claims that were accepted twice
  std::uint64_t bricked = 0;   ///< provisioned stores that did not open
  std::uint64_t strange = 0;   ///< states that are neither the old one nor the new one
  std::uint64_t refused = 0;   ///< steps that failed though nothing was wrong with the disk

  [[nodiscard]] std::uint64_t wrong() const noexcept { return repeated + bricked + strange + refused; }

  Report& operator+=(const Report& other) noexcept {
    cuts += other.cuts;
    failures += other.failures;
    done += other.done;
    repeated += other.repeated;
    bricked += other.bricked;
    strange += other.strange;
    refused += other.refused;
    return *this;
  }

  void print(const char* what) const {
    std::printf("%-28s %9" PRIu64 " cuts %9" PRIu64 " failures %9" PRIu64 " done %6" PRIu64 " repeated %6" PRIu64
                " bricked %6" PRIu64 " strange %6" PRIu64 " refused\n",
                what, cuts, failures, done, repeated, bricked, strange, refused);
  }
};

/// Ends a life: what was not synced is lost, torn or reordered.
template <class Workload>
void lose_power(SimulatedDisk& disk, Workload& workload, Report& report) {
  workload.stop();
  disk.reboot();
  report.cuts += 1;
  workload.boot();
}

/// Pseudo-random lives with pseudo-random cuts and failures until `cuts` were made.
template <class Workload>
Report cut_at_random(std::uint64_t cuts) {
  constexpr int lives = 12;
  constexpr std::size_t steps = 6;
  constexpr std::size_t operations = 40;  // a little more than these steps take
  Report report;
  for (std::uint64_t seed = 2029; report.cuts < cuts; ++seed) {
    auto choices = Choices::random(seed);
    SimulatedDisk disk{choices};
    const InDrive drive{disk};
    Workload workload{disk, choices, report};
    for (int life = 0; life < lives && !workload.dead(); ++life) {
      disk.cut_at(1 + choices.pick(operations), choices.coin());
      if (choices.coin()) {
        disk.fail_at(1 + choices.pick(operations));
      }
      for (std::size_t i = 0; i < steps && !disk.is_off(); ++i) {
        workload.step(choices.pick(Workload::step_kinds));
      }
      lose_power(disk, workload, report);
    }
    report.failures += disk.failures();
  }
  return report;
}

/// How far `cut_everywhere` goes.
struct Reach {
  std::size_t steps;       ///< the first kinds of steps make up the first life
  std::size_t operations;  ///< at least as many as these steps take
  bool nested = false;     ///< a second life of one step is cut as well
  bool failing = false;    ///< every operation of the first life fails once, and every cut is made from then on
};

/// Every cut and every outcome of it.
template <class Workload>
Report cut_everywhere(const Reach& reach) {
  Report report;
  auto choices = Choices::all();
  do {
    SimulatedDisk disk{choices};
    const InDrive drive{disk};
    Workload workload{disk, choices, report};
    if (reach.failing) {
      disk.fail_at(1 + choices.pick(reach.operations));
    }
    disk.cut_at(1 + choices.pick(reach.operations), choices.coin());
    for (std::size_t i = 0; i < reach.steps && !disk.is_off(); ++i) {
      workload.step(i);
    }
    lose_power(disk, workload, report);
    if (reach.nested) {
      disk.cut_at(1 + choices.pick(reach.operations / reach.steps), choices.coin());
      workload.step(0);
      lose_power(disk, workload, report);
    }
    workload.step(0);
    report.failures += disk.failures();
  } while (choices.next());
  return report;
}

}  // namespace disk
