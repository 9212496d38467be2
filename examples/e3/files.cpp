#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/store/file/posix_files.hpp"

namespace tool {

std::string system_reason() { return std::generic_category().message(errno); }

bool write_all(int descriptor, e3::Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) {
      return false;
    }
    bytes = bytes.subspan(put > 0 ? static_cast<std::size_t>(put) : 0);
  }
  return true;
}

bool read_up_to(int descriptor, std::vector<std::uint8_t>& out, std::size_t limit) {
  std::array<std::uint8_t, 16384> buffer;  // NOLINT(*-member-init): read() fills what is used
  out.clear();
  while (out.size() < limit) {
    const std::size_t wanted = limit - out.size() < buffer.size() ? limit - out.size() : buffer.size();
    const ssize_t got = ::read(descriptor, buffer.data(), wanted);
    if (got == 0) {
      return true;
    }
    if (got < 0 && errno != EINTR) {
      return false;
    }
    out.insert(out.end(), buffer.begin(), buffer.begin() + (got > 0 ? got : 0));
  }
  return true;
}

bool sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const e3::FileHandle handle{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return handle && ::fsync(handle.get()) == 0;
}

bool is_there(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0;
}

e3::Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace tool
