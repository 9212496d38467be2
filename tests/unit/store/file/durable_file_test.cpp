#include "e3/store/file/durable_file.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <type_traits>
#include <vector>

#include "e3/store/file/posix_files.hpp"
#include "support/catch.hpp"
#include "support/failing_files.hpp"
#include "support/temporary_directory.hpp"

using e3::Error;
using File = e3::DurableFile<support::FailingFiles>;
using support::FileStep;

namespace {

/// Notes the calls in their order.
struct NotingFiles {
  struct Handle {
    Handle() = default;
    Handle(Handle&&) = default;
    Handle& operator=(Handle&&) = default;
  };
  static inline std::vector<std::string> calls;

  static e3::Result<Handle> lock(const std::string& path) noexcept { return note<Handle>("lock " + path); }
  static e3::Result<std::size_t> read(const std::string&, e3::MutableBytes) noexcept { return std::size_t{0}; }
  static e3::Result<Handle> create(const std::string& path) noexcept { return note<Handle>("create " + path); }
  static e3::Result<void> write(const Handle&, e3::Bytes) noexcept { return note("write"); }
  static e3::Result<void> sync(const Handle&) noexcept { return note("sync"); }
  static e3::Result<void> rename(const std::string& from, const std::string& to) noexcept {
    return note("rename " + from + " " + to);
  }
  static e3::Result<void> sync_directory(const std::string& path) noexcept { return note("sync directory " + path); }

  template <class T = void>
  static e3::Result<T> note(const std::string& call) noexcept {
    calls.push_back(call);
    if constexpr (std::is_void_v<T>) {
      return {};
    } else {
      return T{};
    }
  }
};

}  // namespace

TEST_CASE("content is durable before the name points to it, and the name before the call returns") {
  const auto directory = GENERATE(std::string{"dir/"}, std::string{"/"});
  NotingFiles::calls.clear();
  auto file = e3::DurableFile<NotingFiles>::lock(directory + "x");
  REQUIRE(file->replace({}));
  CHECK(NotingFiles::calls ==
        std::vector<std::string>{"lock " + directory + "x.lock", "create " + directory + "x.new", "write", "sync",
                                 "rename " + directory + "x.new " + directory + "x", "sync directory " + directory});
}

TEST_CASE("a file without a directory in its path lies in the current one") {
  NotingFiles::calls.clear();
  auto file = e3::DurableFile<NotingFiles>::lock("x");
  REQUIRE(file->replace({}));
  CHECK(NotingFiles::calls.back() == "sync directory .");
}

TEST_CASE("replaced content is read back, longer or shorter than before") {
  const support::TemporaryDirectory directory;
  auto file = File::lock(directory.file("data"));
  REQUIRE(file);
  std::array<std::uint8_t, 40> out{};
  CHECK(file->read(out).error() == Error::store_blank);
  for (const std::size_t size : {20U, 30U, 5U, 0U}) {
    const auto content = support::counting_vector(size);
    REQUIRE(file->replace(content));
    CHECK(*file->read(out) == size);
    CHECK(support::read_file(directory.file("data")) == content);
    CHECK_FALSE(std::filesystem::exists(directory.file("data.new")));
  }
}

TEST_CASE("whichever step fails, the file holds the old content or the new, and the next replace works") {
  const auto step =
      GENERATE(FileStep::create, FileStep::write, FileStep::sync, FileStep::rename, FileStep::sync_directory);
  const support::TemporaryDirectory directory;
  auto file = File::lock(directory.file("data"));
  const auto before = support::counting_vector(20);
  const auto after = support::counting_vector(30);
  REQUIRE(file->replace(before));
  {
    const support::FailAt fail{step};
    CHECK(file->replace(after).error() == Error::store_failed);
  }
  CHECK(support::read_file(directory.file("data")) == (step == FileStep::sync_directory ? after : before));
  CHECK(file->replace(after));
  CHECK(support::read_file(directory.file("data")) == after);
}

TEST_CASE("a file has one writer") {
  const support::TemporaryDirectory directory;
  const auto file = File::lock(directory.file("data"));
  REQUIRE(file);
  CHECK(File::lock(directory.file("data")).error() == Error::store_locked);
  CHECK(File::lock(directory.file("other")));
}
