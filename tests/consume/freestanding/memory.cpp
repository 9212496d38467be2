// The memory functions that the compiler calls, byte by byte, as a C library built for size has them: Debian's newlib
// is built for speed, and its three take 376 bytes on a Cortex-M0+. Their size is counted.
#include <cstddef>

extern "C" {

void* memcpy(void* to, const void* from, std::size_t size) {
  auto* out = static_cast<unsigned char*>(to);
  const auto* in = static_cast<const unsigned char*>(from);
  for (; size > 0; --size) {
    *out++ = *in++;
  }
  return to;
}

void* memset(void* to, int value, std::size_t size) {
  auto* out = static_cast<unsigned char*>(to);
  for (; size > 0; --size) {
    *out++ = static_cast<unsigned char>(value);
  }
  return to;
}

int memcmp(const void* first, const void* second, std::size_t size) {
  const auto* a = static_cast<const unsigned char*>(first);
  const auto* b = static_cast<const unsigned char*>(second);
  for (; size > 0; --size, ++a, ++b) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}

}  // extern "C"
