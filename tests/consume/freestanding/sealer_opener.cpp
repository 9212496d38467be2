// A sensor that reports and obeys: the sealer, and an opener with one peer and a window of 64 counters.
#include "board.hpp"

namespace {

using Aead = board::Profile::Aead;
using Cloud = e3::OnePeer<Aead, board::DownlinkWindow>;

e3::Result<void> report_and_obey(board::Flash& flash) noexcept {
  auto opened = board::Store::open(flash);
  if (!opened) {
    return opened.error();
  }
  auto& store = *opened;
  auto taken = board::Root::from(board::root());
  if (!taken) {
    return taken.error();
  }
  const auto& root = *taken;
  auto made =
      e3::make_sealer<board::Profile>(root, board::device(), board::Lease{store}, e3::BootSalt{board::random()});
  if (!made) {
    return made.error();
  }
  auto& sealer = *made;
  board::DownlinkWindow window;
  auto known = Cloud::make(window, {board::device(), board::Profile::suite}, root, sealer.epoch());
  if (!known) {
    return known.error();
  }
  e3::Opener<Aead, Cloud, e3::Codecs::compact> opener{*known};
  while (true) {
    std::array<std::uint8_t, board::Sealer::max_sealed_size(board::max_payload)> frame;
    auto sealed = sealer.seal({.payload = board::next_reading(), .aad = board::kind()}, frame);
    if (!sealed) {
      return sealed.error();
    }
    board::send(*sealed);
    auto command = opener.open({.bytes = board::next_command(), .aad = board::kind()}, frame);
    if (command) {
      board::obey(*command);
    } else {
      board::refused(command.error());
    }
  }
}

}  // namespace

extern "C" void start() {
  board::Flash flash;
  if (auto done = report_and_obey(flash); !done) {
    board::stop(done.error());
  }
}
