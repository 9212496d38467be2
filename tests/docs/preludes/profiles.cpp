#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "scratch.hpp"

namespace {

// @block@

constexpr e3::Generation generation{2};
const std::array<std::uint8_t, 32> root_bytes{4, 5, 6};
const std::array<std::uint8_t, 4> reading{0, 0, 4, 210};

template <class Opener>
bool arrives(Opener& opener, const e3::Envelope& envelope) {
  std::array<std::uint8_t, 128> buffer{};
  const auto opened = opener.open(envelope, buffer);
  return opened && opened->header.device() == device &&
         std::equal(reading.begin(), reading.end(), opened->payload.begin(), opened->payload.end());
}

/// Seals and opens one reading in a form of the page: `address_size` bytes of address, `overhead` bytes over the
/// payload.
template <class Profile, class MakeSealer>
void exchange(const MakeSealer& make_sealer, const e3::PeerIdentity& identity, const e3::Source& from,
              std::size_t address_size, std::size_t overhead) {
  const Scratch scratch;
  const auto root = *e3::DeviceRoot<Profile>::from(root_bytes);
  const auto mark = *e3::sealing_mark<Profile>(root, device, e3::Epoch{0});
  auto counters = *e3::FileCounterStore::format(scratch.file("counters"), mark);
  auto sealer = make_sealer(root, counters, e3::BootSalt::none());
  std::array<std::uint8_t, 128> frame{};
  const auto envelope = *sealer->seal({.payload = reading}, frame);
  check(envelope.size() == reading.size() + overhead, "the overhead is that of the first page");
  check(e3::peek(envelope)->address.size() == address_size, "the address has the profile's size");

  auto accepted = *e3::FileReplayStore::format(scratch.file("accepted"));
  check(accepted.enroll(device, generation).has_value(), "the device is enrolled");
  Devices devices{accepted};
  const auto cloud_root = *e3::CloudRoot<e3::Sodium>::from(root_bytes);
  check(devices.add(*e3::Peer<AnyAead>::make(identity, cloud_root, e3::Epoch{0})).has_value(), "the device is a peer");
  CloudOpener opener{devices};
  if (from.scope != 0 || from.address.size() > 0) {
    check(!arrives(opener, {.bytes = envelope}), "the source is needed");
  }
  check(arrives(opener, {.bytes = envelope, .from = from}), "the reading arrives");
}

/// Seals one downlink message in each of two epochs, which the device opens; the first epoch is closed then.
void downlink() {
  using Profile = compact_with_id::Profile;
  const Scratch scratch;
  const auto cloud_root = *e3::CloudRoot<e3::Sodium>::from(root_bytes);
  auto counters = *e3::FileCounterStore::format(scratch.file("counters"),
                                                *e3::sealing_mark<Profile>(cloud_root, device, e3::Epoch{0}));
  auto accepted = *e3::FileReplayStore::format(scratch.file("accepted"));
  check(accepted.enroll(device, generation).has_value(), "the device enrolls itself");
  const auto root = *e3::DeviceRoot<Profile>::from(root_bytes);
  auto cloud = *Cloud::make(accepted, compact_with_id::identity(generation), root, e3::Epoch{0});
  DeviceOpener opener{cloud};

  std::array<std::uint8_t, 128> frame{};
  std::array<std::uint8_t, 128> late_frame{};
  std::array<std::uint8_t, 128> buffer{};
  auto sealer = e3::make_sealer<Profile>(cloud_root, device, Counters{counters}, e3::BootSalt::none());
  check(arrives(opener, {.bytes = *sealer->seal({.payload = reading}, frame)}), "downlink arrives");
  const auto late = *sealer->seal({.payload = reading}, late_frame);
  check(e3::advance_to<Profile>(cloud_root, device, counters, e3::Epoch{1}).has_value(), "the cloud moves on");
  auto next = e3::make_sealer<Profile>(cloud_root, device, Counters{counters}, e3::BootSalt::none());
  const auto envelope = *next->seal({.payload = reading}, frame);
  check(opener.open({.bytes = envelope}, buffer).error() == e3::Error::epoch_not_open, "the epoch is not open");
  check(opener.open_next_epoch(root, {.bytes = envelope}, buffer).has_value(), "until its first message is accepted");
  check(opener.open({.bytes = late}, buffer).error() == e3::Error::epoch_closed, "which closes the previous one");
}

}  // namespace

int main() {
  exchange<compact_with_id::Profile>(compact_with_id::sealer, compact_with_id::identity(generation),
                                     compact_with_id::from, 8, 26);
  exchange<compact_with_alias::Profile>(compact_with_alias::sealer, compact_with_alias::identity(generation),
                                        compact_with_alias::from, 2, 20);
  exchange<compact_without_address::Profile>(compact_without_address::sealer,
                                             compact_without_address::identity(generation),
                                             compact_without_address::from, 0, 18);
  exchange<standard_with_commitment::Profile>(standard_with_commitment::sealer,
                                              standard_with_commitment::identity(generation),
                                              standard_with_commitment::from, 8, 84);
  exchange<compact_with_id::Profile>(
      [](const auto& root, auto& store, e3::BootSalt salt) {
        return any_suite::sealer(root, compact_with_id::Profile::suite, store, salt);
      },
      compact_with_id::identity(generation), compact_with_id::from, 8, 26);
  downlink();
  std::puts("four forms, sealed and opened, and downlink over two epochs");
}
