#include "adversary/support/allocations.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "adversary/support/backends.hpp"
#include "adversary/support/senders.hpp"
#include "adversary/support/temporary_folder.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/catch.hpp"

namespace {

using adversary::allocations;
using adversary::counts_allocations;
using adversary::must;
using adversary::root_bytes;
using adversary::TemporaryFolder;

const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

/// Calls of malloc while `call` ran.
template <class Call>
std::uint64_t allocations_of(Call call) {
  const auto before = allocations();
  call();
  return allocations() - before;
}

struct Counts {
  std::uint64_t seal = 0;
  std::uint64_t peek = 0;
  std::uint64_t open = 0;
  std::uint64_t open_next_epoch = 0;
  std::uint64_t open_batch = 0;
};

template <class Aead, class Authority>
using HonestPeers = e3::PeerList<Aead, Authority, 1>;

/// A device talks to a cloud over two epochs, and the calls of malloc are counted by function.
template <class Profile, class Backend, template <class, class> class PeersOf = HonestPeers>
Counts converse() {
  using Aead = e3::AnyAead<Backend>;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  const auto sender = must(e3::DeviceRoot<Profile>::from(root_bytes(1)));
  const auto receiver = must(e3::CloudRoot<Backend>::from(root_bytes(1)));
  Authority authority;
  must(authority.enroll(device, e3::Epoch{0}));
  PeersOf<Aead, Authority> peers{authority};
  static_cast<void>(must(peers.add(
      must(e3::Peer<Aead>::make({.device = device, .suite = Profile::suite, .commitment = Profile::Codec::commitment},
                                receiver, e3::Epoch{0})))));
  e3::Opener<Aead, PeersOf<Aead, Authority>> opener{peers};

  Counts counts;
  for (const std::uint32_t epoch : {0U, 1U}) {
    e3::unsafe::VolatileCounterStore store{must(e3::sealing_mark<Profile>(sender, device, e3::Epoch{epoch}))};
    auto sealer = must(e3::make_sealer<Profile>(
        sender, device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 4>{store}, e3::BootSalt{9}));
    std::array<std::array<std::uint8_t, 128>, 6> frames{};
    std::array<e3::Bytes, 6> envelopes{};
    std::array<std::array<std::uint8_t, 128>, 6> outs{};
    const std::array<std::uint8_t, 20> reading{1, 2, 3};
    const std::array<std::uint8_t, 3> kind{'a', 'a', 'd'};
    counts.seal += allocations_of([&] {
      for (std::size_t i = 0; i < frames.size(); ++i) {
        envelopes[i] = must(sealer.seal({.payload = reading, .aad = kind}, frames[i]));
      }
    });
    counts.peek += allocations_of([&] { static_cast<void>(must(e3::peek(envelopes[0]))); });
    const e3::Envelope first{.bytes = envelopes[0], .aad = kind};
    if (epoch == 0) {
      counts.open += allocations_of([&] { static_cast<void>(must(opener.open(first, outs[0]))); });
    } else {
      counts.open_next_epoch +=
          allocations_of([&] { static_cast<void>(must(opener.open_next_epoch(receiver, first, outs[0]))); });
    }
    counts.open += allocations_of([&] { static_cast<void>(opener.open(first, outs[0]).has_value()); });
    std::array<e3::Job, 5> jobs{};
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      jobs[i] = {.envelope = {.bytes = envelopes[i + 1], .aad = kind}, .out = outs[i + 1]};
    }
    counts.open_batch += allocations_of([&] { opener.open_batch(jobs); });
    for (const auto& job : jobs) {
      CHECK(job.opened.has_value());
    }
  }
  return counts;
}

template <class Profile>
void check_silence() {
  const auto counts = converse<Profile, e3::Sodium>();
  CHECK(counts.seal == 0);
  CHECK(counts.peek == 0);
  CHECK(counts.open == 0);
  CHECK(counts.open_next_epoch == 0);
  CHECK(counts.open_batch == 0);
}

// Planted bugs.

template <class Aead, class Authority>
class AllocatingPeers : public HonestPeers<Aead, Authority> {
 public:
  using HonestPeers<Aead, Authority>::HonestPeers;
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source& source) noexcept {
    ::operator delete(::operator new(sizeof header));
    return HonestPeers<Aead, Authority>::find(header, source);
  }
};

struct AllocatingSodium {
  template <e3::Suite S>
  class Aead : public e3::Sodium::Aead<S> {
   public:
    [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
      void* volatile scratch = std::malloc(in.size() + 1);
      std::free(scratch);
      return e3::Sodium::Aead<S>::seal(nonce, aad, in, out);
    }
  };
  using Kdf = e3::Sodium::Kdf;
};

}  // namespace

TEST_CASE("sealing, opening and peeking allocate nothing") {
  check_silence<e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>>();
  check_silence<e3::ChaCha20Poly1305<e3::Sodium, e3::Standard<8, e3::Commitment::required>>>();
  if (adversary::has_gcm()) {
    check_silence<e3::Aes256Gcm<e3::Sodium, e3::Compact<8>>>();
    check_silence<e3::Aes256Gcm<e3::Sodium, e3::Standard<8>>>();
  }
}

TEST_CASE("a file counter store allocates nothing once it is open") {
  const TemporaryFolder folder;
  const e3::KeyMark mark{.epoch = e3::Epoch{0}, .id = {1, 2, 3}};
  auto store = must(e3::FileCounterStore::format(folder / "a-path-that-is-longer-than-any-small-string-buffer", mark));
  CHECK(allocations_of([&] { static_cast<void>(must(store.reserve(mark, 64))); }) == 0);
  CHECK(allocations_of([&] { static_cast<void>(must(store.epoch())); }) == 0);
  CHECK(allocations_of([&] { must(store.advance({.epoch = e3::Epoch{1}, .id = {4}})); }) == 0);
}

TEST_CASE("a file replay store accepts without allocating, also right after a device was enrolled") {
  const TemporaryFolder folder;
  auto store = must(e3::FileReplayStore::format(folder / "a-path-that-is-longer-than-any-small-string-buffer"));
  for (std::uint8_t i = 0; i < 5; ++i) {
    const e3::DeviceId enrolled{std::array<std::uint8_t, 1>{i}};
    must(store.enroll(enrolled, e3::Generation{0}));
    e3::Claim claim{.device = enrolled, .counter = e3::Counter{5}};
    CHECK(allocations_of([&] { must(store.try_accept({&claim, 1})); }) == 0);
    CHECK(claim.verdict == e3::Verdict::accepted);
  }
  CHECK(allocations_of([&] { must(store.close_previous(e3::DeviceId{std::array<std::uint8_t, 1>{0}})); }) == 0);
}

TEST_CASE("the count sees malloc, new, and what a library allocates") {
  if (counts_allocations()) {
    CHECK(allocations_of([] {
            void* volatile block = std::malloc(1);
            std::free(block);
          }) == 1);
    CHECK(allocations_of([] { ::operator delete(::operator new(1)); }) == 1);
    CHECK(allocations_of([] {
            char* volatile copy = ::strdup("x");
            std::free(copy);
          }) == 1);
  }
}

TEST_CASE("the allocation checks find peers that allocate") {
  using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  const auto counts = converse<Profile, e3::Sodium, AllocatingPeers>();
  const bool counting = counts_allocations();
  CHECK((counts.open > 0) == counting);
  CHECK((counts.open_batch > 0) == counting);
  CHECK((counts.open_next_epoch > 0) == counting);
}

TEST_CASE("the allocation checks find a cipher that allocates") {
  using Profile = e3::ChaCha20Poly1305<AllocatingSodium, e3::Compact<8>>;
  CHECK((converse<Profile, AllocatingSodium>().seal > 0) == counts_allocations());
}
