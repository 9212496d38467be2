#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "adversary/support/senders.hpp"
#include "adversary/support/temporary_folder.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/crc32.hpp"
#include "e3/store/file.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/catch.hpp"
#include "support/traps.hpp"

namespace {

using adversary::must;
using adversary::root_bytes;
using adversary::Sealed;
using adversary::TemporaryFolder;
using Store = e3::unsafe::VolatileCounterStore;
using Lease = e3::CounterLease<Store, 8>;
using Compact = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
using Standard = e3::ChaCha20Poly1305<e3::Sodium, e3::Standard<8>>;

const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

/// A cloud that knows `device` from `epoch` on.
class Cloud {
  using Aead = e3::AnyAead<e3::Sodium>;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Peers = e3::PeerList<Aead, Authority, 1>;

 public:
  explicit Cloud(e3::Epoch epoch = e3::Epoch{0}, e3::EpochRules rules = {}) : peers{authority, rules} {
    must(authority.enroll(device, epoch));
    static_cast<void>(must(
        peers.add(must(e3::Peer<Aead>::make({.device = device, .suite = e3::Suite::chacha20_poly1305}, root, epoch)))));
  }

  e3::CloudRoot<e3::Sodium> root = must(e3::CloudRoot<e3::Sodium>::from(root_bytes(1)));
  Authority authority;
  Peers peers;
  e3::Opener<Aead, Peers> opener{peers};
};

template <class Profile = Compact>
Sealed sealed_at(e3::Epoch epoch, e3::Counter counter, std::size_t payload_size) {
  const auto root = must(e3::DeviceRoot<Profile>::from(root_bytes(1)));
  return adversary::seal_one<Profile>(
      root, {.device = device, .epoch = epoch, .counter = counter, .payload_size = payload_size});
}

std::vector<std::uint8_t> read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

void write_file(const std::string& path, const std::vector<std::uint8_t>& content) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  std::copy(content.begin(), content.end(), std::ostreambuf_iterator<char>{file});
}

/// Puts the right CRC under a file that was changed on purpose.
void write_with_crc(const std::string& path, std::vector<std::uint8_t> content) {
  const std::size_t size = content.size() - 4;
  const auto crc = e3::crc32(e3::Bytes{content}.first(size));
  for (std::size_t i = 0; i < 4; ++i) {
    content[size + i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
  }
  write_file(path, content);
}

}  // namespace

TEST_CASE("a lease that is bound to one key cannot be started again for another") {
  const e3::KeyMark first{.epoch = e3::Epoch{0}, .id = {1}};
  const e3::KeyMark second{.epoch = e3::Epoch{1}, .id = {2}};
  Store store{first};
  Lease lease{store};
  must(lease.start(first));
  must(store.advance(second));
  const auto again = lease.start(second);
  REQUIRE_FALSE(again);
  CHECK(again.error() == e3::Error::store_of_another_key);
}

TEST_CASE("empty spans with null pointers are refused or sealed, never read") {
  Cloud cloud;
  CHECK_FALSE(e3::peek({}));
  CHECK_FALSE(cloud.opener.open({}, {}));
  cloud.opener.open_batch({});

  const auto root = must(e3::DeviceRoot<Compact>::from(root_bytes(1)));
  Store store{must(e3::sealing_mark<Compact>(root, device, e3::Epoch{0}))};
  auto sealer = must(e3::make_sealer<Compact>(root, device, Lease{store}, e3::BootSalt::none()));
  CHECK_FALSE(sealer.seal({}, {}));
  std::array<std::uint8_t, Compact::Codec::max_header_size + e3::tag_size> frame{};
  const auto sealed = must(sealer.seal({}, frame));
  const auto opened = must(cloud.opener.open({.bytes = sealed}, {}));
  CHECK(opened.payload.empty());
}

TEST_CASE("an empty payload needs no output, wherever an empty output points") {
  Cloud cloud;
  Sealed sealed = sealed_at(e3::Epoch{0}, e3::Counter{0}, 0);
  CHECK(cloud.opener.open(sealed.envelope(), e3::MutableBytes{sealed.buffer}.first(0)));
}

TEMPLATE_TEST_CASE("whatever part of the envelope the output covers, it opens right or stays whole", "", Compact,
                   Standard) {
  const Sealed sealed = sealed_at<TestType>(e3::Epoch{0}, e3::Counter{7}, 20);
  std::array<std::uint8_t, 20> payload{};
  must(Cloud{}.opener.open(sealed.envelope(), payload));
  constexpr std::size_t start = 128;
  std::size_t in_place = 0;
  std::size_t refused = 0;
  for (std::size_t at = 0; at + 64 <= 384; ++at) {
    for (const std::size_t size : {std::size_t{20}, sealed.size, sealed.size + 3}) {
      Cloud cloud;
      std::array<std::uint8_t, 512> memory{};
      std::copy_n(sealed.buffer.begin(), sealed.size, memory.begin() + start);
      const auto before = memory;
      const auto envelope = e3::Bytes{memory}.subspan(start, sealed.size);
      const auto opened = cloud.opener.open({.bytes = envelope}, e3::MutableBytes{memory}.subspan(at, size));
      if (opened) {
        CHECK(std::equal(payload.begin(), payload.end(), opened->payload.begin(), opened->payload.end()));
        in_place += e3::overlaps(opened->payload, envelope) ? 1U : 0U;
      } else {
        const bool right =
            opened.error() == e3::Error::buffers_overlap || opened.error() == e3::Error::output_too_small;
        CHECK((right && memory == before));
        refused += 1;
      }
    }
  }
  // At the envelope's start the two larger sizes fit, at the ciphertext's start all three do.
  CHECK(in_place == 2 + 3);
  CHECK(refused > 100);
}

TEMPLATE_TEST_CASE("wherever payload and aad lie around the output, the envelope opens or the message stays whole", "",
                   Compact, Standard) {
  const auto root = must(e3::DeviceRoot<TestType>::from(root_bytes(1)));
  constexpr std::size_t size = 20;
  constexpr std::size_t sealed_size = TestType::Codec::max_header_size + size + e3::tag_size;
  constexpr std::size_t start = 128;
  Store store{must(e3::sealing_mark<TestType>(root, device, e3::Epoch{0}))};
  auto sealer = must(e3::make_sealer<TestType>(root, device, Lease{store}, e3::BootSalt::none()));
  Cloud cloud;
  std::size_t refused = 0;
  for (std::size_t at = 0; at < 320; ++at) {
    for (const bool move_payload : {true, false}) {
      std::array<std::uint8_t, 512> memory{};
      for (std::size_t i = 0; i < memory.size(); ++i) {
        memory[i] = static_cast<std::uint8_t>(i * 5);
      }
      const auto before = memory;
      const std::size_t payload_at = move_payload ? at : 400;
      const std::size_t aad_at = move_payload ? 450 : at;
      const auto payload = e3::Bytes{memory}.subspan(payload_at, size);
      const auto aad = e3::Bytes{memory}.subspan(aad_at, 9);
      const auto sealed =
          sealer.seal({.payload = payload, .aad = aad}, e3::MutableBytes{memory}.subspan(start, sealed_size));
      if (!sealed) {
        CHECK((sealed.error() == e3::Error::buffers_overlap && memory == before));
        refused += 1;
        continue;
      }
      std::array<std::uint8_t, size> out{};
      const auto opened = cloud.opener.open({.bytes = *sealed, .aad = e3::Bytes{before}.subspan(aad_at, 9)}, out);
      CHECK((opened && std::equal(out.begin(), out.end(), before.begin() + static_cast<std::ptrdiff_t>(payload_at))));
    }
  }
  // All overlaps are refused, but for the payload in its place.
  CHECK(refused == (sealed_size + size - 1 - 1) + (sealed_size + 9 - 1));
}

TEST_CASE("an envelope that comes twice in one batch is accepted once") {
  Cloud cloud;
  const Sealed sealed = sealed_at(e3::Epoch{0}, e3::Counter{3}, 5);
  std::array<std::array<std::uint8_t, 8>, 130> outs{};
  std::array<e3::Job, 130> jobs{};
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i] = {.envelope = sealed.envelope(), .out = outs[i]};
  }
  cloud.opener.open_batch(jobs);
  CHECK(jobs[0].opened);
  for (std::size_t i = 1; i < jobs.size(); ++i) {
    REQUIRE_FALSE(jobs[i].opened);
    CHECK(jobs[i].opened.error() == e3::Error::replayed);
    CHECK(outs[i] == std::array<std::uint8_t, 8>{});
  }
}

TEST_CASE("the last epoch opens, and nothing wraps around behind it") {
  Cloud cloud{e3::Epoch{0xFFFF'FFFE}, {.max_step = 0xFFFF'FFFF}};
  std::array<std::uint8_t, 8> out{};
  const Sealed last = sealed_at(e3::last_epoch, e3::Counter{0}, 5);
  CHECK(cloud.opener.open(last.envelope(), out).error() == e3::Error::epoch_not_open);
  CHECK(cloud.opener.open_next_epoch(cloud.root, last.envelope(), out));
  const Sealed first = sealed_at(e3::Epoch{0}, e3::Counter{0}, 5);
  CHECK(cloud.opener.open(first.envelope(), out).error() == e3::Error::epoch_closed);
  CHECK(cloud.opener.open_next_epoch(cloud.root, first.envelope(), out).error() == e3::Error::epoch_closed);
  CHECK_FALSE(e3::next_epoch(e3::last_epoch));
}

TEST_CASE("a restart stride of 0 traps instead of dividing by it") {
  const e3::Gap gap{.count = 1};
  CHECK(support::traps([&] { static_cast<void>(gap.may_be_restart(0)); }));
}

TEST_CASE("associated data beyond what an AEAD must take traps instead of overflowing its buffer") {
  std::array<std::uint8_t, e3::key_size> key{};
  std::array<std::uint8_t, e3::max_aad_size> aad{};
  std::array<std::uint8_t, e3::tag_size> out{};
  const std::array<std::uint8_t, e3::nonce_size> nonce{};
  e3::Sodium::ChaCha20Poly1305 aead;
  must(aead.rekey(e3::Suite::chacha20_poly1305, key));
  CHECK(aead.seal(nonce, {e3::Bytes{aad}.first(1), e3::Bytes{aad}.subspan(1)}, {}, out));
  CHECK(support::traps([&] { static_cast<void>(aead.seal(nonce, {e3::Bytes{aad}.first(1), aad}, {}, out)); }));
}

TEST_CASE("a claim with a counter that no sender may use moves no epoch") {
  e3::ReceiveState<> state;
  const auto before = state;
  e3::Claim claim{.epoch = e3::Epoch{1}, .counter = e3::counter_end, .move = e3::EpochMove::close_previous};
  state.accept(claim);
  CHECK(claim.verdict == e3::Verdict::unknown);
  CHECK(state == before);
}

TEST_CASE("a store behind a symbolic link is refused, since replacing the link would leave the store behind") {
  const TemporaryFolder folder;
  const e3::KeyMark mark{.epoch = e3::Epoch{0}, .id = {1}};
  {
    auto store = must(e3::FileCounterStore::format(folder / "counters", mark));
    CHECK(must(store.reserve(mark, 64)) == e3::Counter{0});
    auto accepted = must(e3::FileReplayStore::format(folder / "accepted"));
  }
  std::filesystem::create_symlink(folder / "counters", folder / "counters.link");
  std::filesystem::create_symlink(folder / "accepted", folder / "accepted.link");
  std::filesystem::create_symlink(folder / "nowhere", folder / "dangling.link");
  CHECK(e3::FileCounterStore::open(folder / "counters.link").error() == e3::Error::store_unreadable);
  CHECK(e3::FileReplayStore::open(folder / "accepted.link").error() == e3::Error::store_unreadable);
  CHECK(e3::FileCounterStore::format(folder / "dangling.link", mark).error() == e3::Error::store_unreadable);
  CHECK(must(must(e3::FileCounterStore::open(folder / "counters")).reserve(mark, 64)) == e3::Counter{64});
}

TEST_CASE(
    "no single-byte change of a counter file is taken for a store, and with a right check none repeats a counter") {
  const TemporaryFolder folder;
  const e3::KeyMark mark{.epoch = e3::Epoch{3}, .id = {1, 2, 3}};
  {
    auto store = must(e3::FileCounterStore::format(folder / "counters", mark));
    static_cast<void>(must(store.reserve(mark, 64)));
  }
  const auto content = read_file(folder / "counters");
  REQUIRE(content.size() == 36);
  for (std::size_t i = 0; i < content.size(); ++i) {
    auto changed = content;
    changed[i] ^= 0x80;
    write_file(folder / "counters", changed);
    const auto opened = e3::FileCounterStore::open(folder / "counters");
    REQUIRE_FALSE(opened);
    CHECK(opened.error() == (i < 8 ? e3::Error::store_foreign : e3::Error::store_corrupt));
    write_file(folder / "counters", {content.begin(), content.begin() + static_cast<std::ptrdiff_t>(i)});
    const auto truncated = e3::FileCounterStore::open(folder / "counters");
    CHECK(truncated.error() == (i == 0 ? e3::Error::store_blank : e3::Error::store_corrupt));
  }
  auto full = content;
  for (std::size_t i = 20; i < 28; ++i) {
    full[i] = i == 23 ? 1 : 0;
  }
  write_with_crc(folder / "counters", full);
  CHECK(must(e3::FileCounterStore::open(folder / "counters")).reserve(mark, 1).error() == e3::Error::counter_exhausted);
  full[27] = 1;
  write_with_crc(folder / "counters", full);
  CHECK(e3::FileCounterStore::open(folder / "counters").error() == e3::Error::store_corrupt);
}

TEST_CASE("a replay file whose check is right is still refused for what no store writes") {
  const TemporaryFolder folder;
  const e3::DeviceId first{std::array<std::uint8_t, 2>{1, 1}};
  const e3::DeviceId second{std::array<std::uint8_t, 2>{2, 2}};
  {
    auto store = must(e3::FileReplayStore::format(folder / "accepted"));
    must(store.enroll(first, e3::Generation{0}));
    must(store.enroll(second, e3::Generation{0}));
    e3::Claim claim{.device = first, .epoch = e3::Epoch{4}, .move = e3::EpochMove::keep_previous};
    must(store.try_accept({&claim, 1}));
  }
  const auto content = read_file(folder / "accepted");
  constexpr std::size_t record = 16;
  constexpr std::size_t current = record + 21;
  constexpr std::size_t previous = current + 17;
  const auto refused = [&](std::size_t at, std::uint8_t value) {
    auto changed = content;
    changed[at] = value;
    write_with_crc(folder / "accepted", changed);
    const auto opened = e3::FileReplayStore::open(folder / "accepted");
    return !opened && opened.error() == e3::Error::store_corrupt;
  };
  write_with_crc(folder / "accepted", content);
  CHECK(e3::FileReplayStore::open(folder / "accepted"));
  CHECK(refused(15, 3));            // one record more than there is
  CHECK(refused(12, 0xFF));         // a count that would overflow
  CHECK(refused(record, 0));        // no device ID
  CHECK(refused(record, 17));       // a device ID beyond its field
  CHECK(refused(record + 3, 1));    // padding that is not zero
  CHECK(refused(current, 0));       // a device whose current epoch is closed
  CHECK(refused(previous, 2));      // neither open nor closed
  CHECK(refused(previous + 4, 4));  // a previous epoch that is the current one
  CHECK(refused(previous + 1, 1));  // or a later one
  std::vector<std::uint8_t> twice = content;
  std::copy_n(content.begin() + record, 17, twice.begin() + record + 55);
  write_with_crc(folder / "accepted", twice);
  CHECK(e3::FileReplayStore::open(folder / "accepted").error() == e3::Error::store_corrupt);
}
