#include "e3/store/file/posix_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using e3::Error;
using e3::PosixFiles;

TEST_CASE("what was created, written and synced is read back") {
  const support::TemporaryDirectory directory;
  const auto path = directory.file("data");
  const auto content = support::counting<20>();
  {
    const auto file = PosixFiles::create(path);
    REQUIRE(file);
    REQUIRE(PosixFiles::write(*file, e3::Bytes{content}.first(5)));
    REQUIRE(PosixFiles::write(*file, e3::Bytes{content}.subspan(5)));
    REQUIRE(PosixFiles::write(*file, {}));
    REQUIRE(PosixFiles::sync(*file));
  }
  std::array<std::uint8_t, 30> out{};
  CHECK(*PosixFiles::read(path, out) == 20);
  CHECK(support::same(e3::Bytes{out}.first(20), content));
  CHECK(*PosixFiles::read(path, e3::MutableBytes{out}.first(7)) == 7);
}

TEST_CASE("creating takes a left-over file's place, and only the owner may read the new one") {
  const support::TemporaryDirectory directory;
  const auto path = directory.file("data");
  support::write_file(path, support::counting<5>());
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  REQUIRE(PosixFiles::create(path));
  std::array<std::uint8_t, 5> out{};
  CHECK(*PosixFiles::read(path, out) == 0);
  struct ::stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("creating leaves a file alone that has the name and another") {
  const support::TemporaryDirectory directory;
  support::write_file(directory.file("in use"), support::counting<5>());
  std::filesystem::create_hard_link(directory.file("in use"), directory.file("hard link"));
  std::filesystem::create_symlink(directory.file("in use"), directory.file("symbolic link"));
  for (const auto* name : {"hard link", "symbolic link"}) {
    const auto file = PosixFiles::create(directory.file(name));
    REQUIRE(file);
    CHECK(PosixFiles::write(*file, support::counting<9>()));
  }
  CHECK(support::read_file(directory.file("in use")) == support::counting_vector(5));
}

TEST_CASE("a file that is not there is blank, and one that cannot be read is unreadable") {
  const support::TemporaryDirectory directory;
  std::array<std::uint8_t, 5> out{};
  CHECK(PosixFiles::read(directory.file("none"), out).error() == Error::store_blank);
  CHECK(PosixFiles::read(directory.file("none/none"), out).error() == Error::store_blank);
  CHECK(PosixFiles::read(directory.file(""), out).error() == Error::store_unreadable);
  support::write_file(directory.file("data"), support::counting<5>());
  CHECK(PosixFiles::read(directory.file("data/below"), out).error() == Error::store_unreadable);
}

TEST_CASE("a symbolic link is never followed") {
  const support::TemporaryDirectory directory;
  support::write_file(directory.file("data"), support::counting<5>());
  std::filesystem::create_symlink(directory.file("data"), directory.file("link"));
  std::array<std::uint8_t, 5> out{};
  CHECK(PosixFiles::read(directory.file("link"), out).error() == Error::store_unreadable);
  const auto file = PosixFiles::create(directory.file("link"));
  REQUIRE(file);
  REQUIRE(PosixFiles::write(*file, support::counting<3>()));
  CHECK(support::read_file(directory.file("data")).size() == 5);
  CHECK(support::read_file(directory.file("link")).size() == 3);
}

TEST_CASE("a named pipe in a file's place is not waited for") {
  const support::TemporaryDirectory directory;
  const auto path = directory.file("pipe");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  std::array<std::uint8_t, 4> buffer{};
  ::alarm(20);
  const auto size = e3::PosixFiles::read(path, buffer);
  ::alarm(0);
  REQUIRE(size);
  CHECK(*size == 0);
}

TEST_CASE("what the system refuses is store_failed") {
  const support::TemporaryDirectory directory;
  CHECK(PosixFiles::create(directory.file("none/data")).error() == Error::store_failed);
  CHECK(PosixFiles::rename(directory.file("none"), directory.file("data")).error() == Error::store_failed);
  CHECK(PosixFiles::sync_directory(directory.file("none")).error() == Error::store_failed);
  support::write_file(directory.file("data"), support::counting<5>());
  CHECK(PosixFiles::sync_directory(directory.file("data")).error() == Error::store_failed);
  CHECK(PosixFiles::write(e3::FileHandle{}, support::counting<5>()).error() == Error::store_failed);
  CHECK(PosixFiles::sync(e3::FileHandle{}).error() == Error::store_failed);
}

TEST_CASE("a full disk is store_failed") {
  const e3::FileHandle full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  if (full) {
    CHECK(PosixFiles::write(full, support::counting<5>()).error() == Error::store_failed);
  }
}

TEST_CASE("renaming puts one file in the place of another") {
  const support::TemporaryDirectory directory;
  support::write_file(directory.file("new"), support::counting<5>());
  support::write_file(directory.file("old"), support::counting<9>());
  CHECK(PosixFiles::rename(directory.file("new"), directory.file("old")));
  CHECK(PosixFiles::sync_directory(directory.file("")));
  CHECK(support::read_file(directory.file("old")).size() == 5);
  CHECK_FALSE(std::filesystem::exists(directory.file("new")));
}

TEST_CASE("a lock is held until its handle goes") {
  const support::TemporaryDirectory directory;
  const auto path = directory.file("lock");
  {
    auto lock = PosixFiles::lock(path);
    REQUIRE(lock);
    CHECK(PosixFiles::lock(path).error() == Error::store_locked);
    const e3::FileHandle moved = *std::move(lock);
    CHECK(PosixFiles::lock(path).error() == Error::store_locked);
  }
  CHECK(PosixFiles::lock(path));
  CHECK(PosixFiles::lock(directory.file("none/lock")).error() == Error::store_unreadable);
}

TEST_CASE("a handle closes its descriptor once") {
  const support::TemporaryDirectory directory;
  support::write_file(directory.file("data"), {});
  const auto open = [&] { return e3::FileHandle{::open(directory.file("data").c_str(), O_RDONLY | O_CLOEXEC)}; };
  const auto is_open = [](int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; };
  int first = -1;
  int second = -1;
  {
    e3::FileHandle a = open();
    first = a.get();
    e3::FileHandle b{std::move(a)};
    CHECK(b.get() == first);
    CHECK_FALSE(a);
    e3::FileHandle c = open();
    second = c.get();
    c = std::move(b);
    CHECK(c.get() == first);
    CHECK(is_open(first));
    CHECK(e3::FileHandle{}.get() < 0);
  }
  CHECK_FALSE(is_open(first));
  CHECK_FALSE(is_open(second));
}
