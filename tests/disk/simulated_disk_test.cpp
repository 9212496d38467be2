#include "simulated_disk.hpp"

#include <set>

#include "support/catch.hpp"

using disk::Choices;
using disk::InDrive;
using disk::SimulatedDisk;
using disk::SimulatedFiles;
using support::ByteVector;

namespace {

const ByteVector old_content{1, 1, 1, 1};
const ByteVector new_content{2, 2, 2, 2};

void put(const std::string& path, const ByteVector& content, bool sync) {
  const auto file = SimulatedFiles::create(path);
  REQUIRE(SimulatedFiles::write(*file, content));
  if (sync) {
    REQUIRE(SimulatedFiles::sync(*file));
  }
}

/// Every content of "x" after a cut that follows `before`; an empty one also where there is no file.
template <class Before>
std::set<ByteVector> after_a_cut(Before before) {
  std::set<ByteVector> contents;
  auto choices = Choices::all();
  do {
    SimulatedDisk disk{choices};
    const InDrive drive{disk};
    before(disk);
    disk.reboot();
    ByteVector content(16);
    const auto size = SimulatedFiles::read("x", content);
    content.resize(size ? *size : 0);
    contents.insert(content);
  } while (choices.next());
  return contents;
}

void put_old(SimulatedDisk&) {
  put("x", old_content, true);
  REQUIRE(SimulatedFiles::sync_directory(""));
}

}  // namespace

TEST_CASE("what is synced with its directory is what is there after a cut") {
  CHECK(after_a_cut(put_old) == std::set<ByteVector>{old_content});
}

TEST_CASE("a name is durable only with its directory, whatever became of the content") {
  CHECK(after_a_cut([](SimulatedDisk&) { put("x", new_content, true); }) == std::set<ByteVector>{{}, new_content});
  CHECK(after_a_cut([](SimulatedDisk& disk) {
          put_old(disk);
          put("x.new", new_content, true);
          REQUIRE(SimulatedFiles::rename("x.new", "x"));
        }) == std::set<ByteVector>{old_content, new_content});
}

TEST_CASE("a rename can reach the disk before the content, of which any piece can be missing") {
  const auto contents = after_a_cut([](SimulatedDisk& disk) {
    put_old(disk);
    put("x.new", new_content, false);
    REQUIRE(SimulatedFiles::rename("x.new", "x"));
  });
  CHECK(contents == std::set<ByteVector>{old_content, new_content, {}, {0, 0, 0, 0}, {0, 0, 0, 2}, {2, 2, 2, 0}});
}

TEST_CASE("a sync that failed once reports success later without having written anything") {
  const auto contents = after_a_cut([](SimulatedDisk& disk) {
    const auto file = SimulatedFiles::create("x");
    REQUIRE(SimulatedFiles::write(*file, new_content));
    disk.fail_at(1);
    REQUIRE_FALSE(SimulatedFiles::sync(*file));
    REQUIRE(SimulatedFiles::sync(*file));
    REQUIRE(SimulatedFiles::sync_directory(""));
  });
  CHECK(contents.count(new_content) == 1);
  CHECK(contents.count({}) == 1);
}

TEST_CASE("nothing works between a cut and the reboot, and a cut frees the locks") {
  auto choices = Choices::all();
  SimulatedDisk disk{choices};
  const InDrive drive{disk};
  const auto lock = SimulatedFiles::lock("x.lock");
  CHECK(SimulatedFiles::lock("x.lock").error() == e3::Error::store_locked);
  disk.cut_at(1, false);
  CHECK_FALSE(SimulatedFiles::create("x"));
  CHECK_FALSE(SimulatedFiles::sync_directory(""));
  CHECK(disk.is_off());
  disk.reboot();
  CHECK(SimulatedFiles::lock("x.lock"));
}
