// A sensor that reports and obeys: the sealer, and an opener with one peer and a window of 64 counters.
#include "board.hpp"

namespace {

using Aead = board::Profile::Aead;
using Cloud = e3::OnePeer<Aead, board::DownlinkWindow>;

e3::Result<void> report_and_obey() noexcept {
  const auto root = e3::DeviceRoot<board::Profile>::from(board::root());
  if (!root) {
    return root.error();
  }
  board::CounterStore store;
  auto sealer =
      e3::make_sealer<board::Profile>(*root, board::device(), board::Lease{store}, e3::BootSalt{board::random()});
  if (!sealer) {
    return sealer.error();
  }
  auto peer = e3::Peer<Aead>::make({board::device(), board::Profile::suite}, *root, sealer->epoch());
  if (!peer) {
    return peer.error();
  }
  board::DownlinkWindow window;
  Cloud cloud{window, {.keep_previous = false}};
  if (auto added = cloud.add(*std::move(peer)); !added) {
    return added.error();
  }
  e3::Opener<Aead, Cloud, e3::Codecs::compact> opener{cloud};
  while (true) {
    std::array<std::uint8_t, board::Sealer::max_sealed_size(board::max_payload)> frame;
    const auto sealed = sealer->seal({.payload = board::next_reading()}, frame);
    if (!sealed) {
      return sealed.error();
    }
    board::send(*sealed);
    if (const auto opened = opener.open({.bytes = board::next_command()}, frame)) {
      board::obey(opened->payload);
    }
  }
}

}  // namespace

extern "C" void start() {
  if (const auto done = report_and_obey(); !done) {
    board::stop(done.error());
  }
}
