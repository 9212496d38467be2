#include "counter_workload.hpp"
#include "planted_files.hpp"
#include "support/catch.hpp"

using disk::CounterWorkload;
using disk::FileBug;
using disk::PlantedFiles;
using disk::Report;
using disk::SimulatedFiles;

namespace {

constexpr std::uint64_t scale = E3_CAMPAIGN_SCALE;

template <class Io>
Report cut(std::uint64_t cuts) {
  return disk::cut_at_random<CounterWorkload<Io>>(cuts);
}

template <FileBug Bug>
Report planted() {
  return cut<PlantedFiles<Bug>>(3'000);
}

}  // namespace

TEST_CASE("a counter store hands out no counter twice and opens as it was, wherever the power is cut") {
  const Report report = cut<SimulatedFiles>(100'000 * scale);
  report.print("counter store, random");
  CHECK(report.cuts >= 100'000 * scale);
  CHECK(report.failures >= 20'000 * scale);
  CHECK(report.done >= 50'000 * scale);
  CHECK(report.repeated == 0);
  CHECK(report.bricked == 0);
  CHECK(report.strange == 0);
  CHECK(report.refused == 0);
}

TEST_CASE("a counter store stands every cut of its first steps, and every second cut after each") {
  const Report report =
      disk::cut_everywhere<CounterWorkload<SimulatedFiles>>({.steps = 3, .operations = 30, .nested = true});
  report.print("counter store, nested");
  CHECK(report.wrong() == 0);
}

TEST_CASE("a counter store stands every failing operation, and every cut after it") {
  const Report report =
      disk::cut_everywhere<CounterWorkload<SimulatedFiles>>({.steps = 3, .operations = 30, .failing = true});
  report.print("counter store, failures");
  CHECK(report.wrong() == 0);
}

TEST_CASE("the cuts find nothing wrong with a counter store over the file for planting that has no bug") {
  CHECK(planted<FileBug::none>().wrong() == 0);
}

TEST_CASE("the cuts find a counter store whose file is not synced") {
  CHECK(planted<FileBug::file_not_synced>().bricked > 0);
}

TEST_CASE("the cuts find a counter store whose directory is not synced") {
  CHECK(planted<FileBug::directory_not_synced>().repeated > 0);
}

TEST_CASE("the cuts find a counter store that is renamed before it is synced") {
  CHECK(planted<FileBug::renamed_before_synced>().bricked > 0);
}

TEST_CASE("the cuts find a counter store that is written in place") {
  CHECK(planted<FileBug::written_in_place>().bricked > 0);
}

TEST_CASE("the cuts find a counter store that goes on after a failed sync") {
  CHECK(planted<FileBug::sync_failure_ignored>().bricked > 0);
}

TEST_CASE("the cuts find a counter store that writes into a file that was left over") {
  CHECK(planted<FileBug::left_over_emptied>().bricked > 0);
}
