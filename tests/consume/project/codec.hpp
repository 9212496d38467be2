#pragma once

#include <e3/backend/sodium.hpp>
#include <e3/e3.hpp>
#include <e3/unsafe/volatile_counter.hpp>
#include <e3/unsafe/volatile_replay.hpp>

using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 64>;
using Sealer = e3::Sealer<Profile, Counters>;

e3::Result<e3::MutableBytes> seal(e3::FixedBytes<32> root_bytes, const e3::DeviceId& device, e3::Bytes payload,
                                  e3::MutableBytes out);
