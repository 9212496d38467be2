#pragma once

/// Everything a sealer, a gateway and an opener need, except a backend and a store: those name a library or a medium,
/// so they are included by their own headers. Freestanding.

// IWYU pragma: begin_exports
#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/error.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/next_epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/lease.hpp"
#include "e3/keys/fleet.hpp"
#include "e3/keys/ratchet.hpp"
#include "e3/keys/root.hpp"
#include "e3/opener.hpp"
#include "e3/peers/one_peer.hpp"
#include "e3/peers/peer_list.hpp"
#include "e3/profile/any_aead.hpp"
#include "e3/profile/limits.hpp"
#include "e3/profile/profile.hpp"
#include "e3/provision.hpp"
#include "e3/replay/receive_state.hpp"
#include "e3/replay/window.hpp"
#include "e3/sealer.hpp"
#include "e3/version.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/parse.hpp"
#include "e3/wire/standard.hpp"
// IWYU pragma: end_exports
