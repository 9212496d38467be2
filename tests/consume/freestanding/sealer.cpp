// A sensor that only reports: root, key schedule, counters in flash, compact envelope.
#include "board.hpp"

namespace {

e3::Result<void> report_readings(board::Flash& flash) noexcept {
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
  while (true) {
    std::array<std::uint8_t, board::Sealer::max_sealed_size(board::max_payload)> frame;
    auto sealed = sealer.seal({.payload = board::next_reading(), .aad = board::kind()}, frame);
    if (!sealed) {
      return sealed.error();
    }
    board::send(*sealed);
  }
}

}  // namespace

extern "C" void start() {
  board::Flash flash;
  if (auto done = report_readings(flash); !done) {
    board::stop(done.error());
  }
}
