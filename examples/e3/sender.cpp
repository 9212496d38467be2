#include "sender.hpp"

#include <cstdint>
#include <vector>

#include "any_root.hpp"
#include "any_sealer.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/side.hpp"
#include "e3/counter/boot_salt.hpp"
#include "exit_code.hpp"
#include "settings.hpp"
#include "state_folder.hpp"

namespace tool {

Sender::Sender(const StateFolder& folder, const AnyRoot& root, e3::BootSalt salt)
    : folder_{folder}, counters_{folder.counters()} {
  const Settings& settings = folder_.settings();
  if (settings.side == e3::Side::cloud) {
    const auto epoch = folder_.receive_state(folder_.accepted()).epoch;
    if (value_of(counters_.epoch(), folder_.counters_path()) < epoch) {
      check(advance(settings, root, counters_, epoch), folder_.counters_path());
    }
  }
  sealer_ = value_of(make_any_sealer(settings, root, counters_, salt), folder_.counters_path());
}

std::vector<std::uint8_t> Sender::seal(e3::Bytes payload, e3::Bytes aad) {
  return value_of(sealer_->seal(payload, aad), folder_.counters_path());
}

}  // namespace tool
