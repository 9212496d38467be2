// A sensor that only reports: root, key schedule, counter lease, compact envelope.
#include "board.hpp"

namespace {

e3::Result<void> report_readings() noexcept {
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
  while (true) {
    std::array<std::uint8_t, board::Sealer::max_sealed_size(board::max_payload)> frame;
    const auto sealed = sealer->seal({.payload = board::next_reading()}, frame);
    if (!sealed) {
      return sealed.error();
    }
    board::send(*sealed);
  }
}

}  // namespace

extern "C" void start() {
  if (const auto done = report_readings(); !done) {
    board::stop(done.error());
  }
}
