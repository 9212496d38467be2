#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "e3/backend/portable.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"

namespace {

// @block@

const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3}};
const std::array<std::uint8_t, e3::root_size> root_bytes{4, 5, 6};
const std::array<std::uint8_t, 4> reading{0, 0, 4, 210};

/// The first envelope of a device.
template <class P>
std::vector<std::uint8_t> envelope_of(const e3::DeviceRoot<P>& root) {
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>;
  const auto mark = e3::sealing_mark<P>(root, device, e3::Epoch{0});
  if (!mark) {
    return {};
  }
  e3::unsafe::VolatileCounterStore store{*mark};
  auto sealer = e3::make_sealer<P>(root, device, Counters{store}, e3::BootSalt::none());
  if (!sealer) {
    return {};
  }
  std::array<std::uint8_t, std::decay_t<decltype(*sealer)>::max_sealed_size(reading.size())> out{};
  const auto sealed = sealer->seal({.payload = reading}, out);
  return sealed ? std::vector<std::uint8_t>(sealed->begin(), sealed->end()) : std::vector<std::uint8_t>{};
}

template <class P>
std::vector<std::uint8_t> envelope_from_bytes() {
  return envelope_of<P>(*e3::DeviceRoot<P>::from(root_bytes));
}

/// Both builds, other kernels and the key in flash seal the same.
bool all_agree() {
  const auto chacha = envelope_from_bytes<Profile>();
  const auto gcm = envelope_from_bytes<SmallProfile>();
  const KeyPage page = *page_of_factory(root_bytes, device);
  return !chacha.empty() && !gcm.empty() &&
         chacha == envelope_from_bytes<e3::ChaCha20Poly1305<Careful, e3::Compact<8>>>() &&
         gcm == envelope_from_bytes<e3::Aes256Gcm<Careful, e3::Compact<8>>>() &&
         gcm == envelope_of<FlashProfile>(root_in_flash(page));
}

}  // namespace

int main() { return all_agree() ? 0 : 1; }
