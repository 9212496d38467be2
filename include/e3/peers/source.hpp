#pragma once

#include <cstdint>

#include "e3/core/address.hpp"

namespace e3 {

/// Where an envelope came from, as the receiving application knows it; never taken from the envelope.
struct Source {
  /// Tenant, transport or whatever addresses are unique within. Within a scope an address size holds either device IDs
  /// or unique aliases, never both.
  std::uint32_t scope = 0;
  /// The connection or gateway credential that delivered it: what a receiver throttles, never the claimed device. For
  /// the application and its `Peers`; the opener does not read it.
  std::uint64_t link = 0;
  /// The device as the transport tells it (an MQTT topic, a session, a DevAddr), for envelopes that carry no address.
  Address address{};
};

}  // namespace e3
