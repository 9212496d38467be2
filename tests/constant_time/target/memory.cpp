// The memory functions that a compiler calls, so that the image is E3 and the compiler's helpers alone. Byte by byte:
// their time depends on the size.
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

void* memmove(void* to, const void* from, std::size_t size) {
  auto* out = static_cast<unsigned char*>(to);
  const auto* in = static_cast<const unsigned char*>(from);
  if (out <= in) {
    return memcpy(to, from, size);
  }
  while (size > 0) {
    --size;
    out[size] = in[size];
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

// Arm's own names for them.
void __aeabi_memcpy(void* to, const void* from, std::size_t size) { memcpy(to, from, size); }
void __aeabi_memcpy4(void* to, const void* from, std::size_t size) { memcpy(to, from, size); }
void __aeabi_memcpy8(void* to, const void* from, std::size_t size) { memcpy(to, from, size); }
void __aeabi_memmove(void* to, const void* from, std::size_t size) { memmove(to, from, size); }
void __aeabi_memmove4(void* to, const void* from, std::size_t size) { memmove(to, from, size); }
void __aeabi_memclr(void* to, std::size_t size) { memset(to, 0, size); }
void __aeabi_memclr4(void* to, std::size_t size) { memset(to, 0, size); }
void __aeabi_memclr8(void* to, std::size_t size) { memset(to, 0, size); }
void __aeabi_memset(void* to, std::size_t size, int value) { memset(to, value, size); }
void __aeabi_memset4(void* to, std::size_t size, int value) { memset(to, value, size); }

}  // extern "C"
