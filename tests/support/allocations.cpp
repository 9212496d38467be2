#include "support/allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

// A file of its own: where the compiler sees into these, it takes the pairing of new with free for a mistake.

namespace {

std::atomic<std::size_t> calls{0};

}  // namespace

std::size_t support::allocations() noexcept { return calls; }

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++calls;
  return std::malloc(size > 0 ? size : 1);
}

void* operator new(std::size_t size) {
  if (void* memory = ::operator new(size, std::nothrow)) {
    return memory;
  }
  throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept { std::free(memory); }

void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
