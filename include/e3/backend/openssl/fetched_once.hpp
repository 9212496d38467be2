#pragma once

#include <atomic>

namespace e3::detail {

/// What `fetch` got at its first success, kept for the rest of the process; null if it fails now.
template <class Fetch>
auto fetched_once(Fetch fetch) noexcept {
  static std::atomic<decltype(fetch())> kept{nullptr};
  auto fetched = kept.load(std::memory_order_acquire);
  if (fetched == nullptr) {
    // Threads that come here at once get the same object from OpenSSL, which counts its references.
    fetched = fetch();
    kept.store(fetched, std::memory_order_release);
  }
  return fetched;
}

}  // namespace e3::detail
