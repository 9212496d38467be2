#include "e3/opener.hpp"

#include <array>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/fake_aead.hpp"
#include "support/hand_built.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using e3::Side;
using support::ByteVector;
using support::CommittedChaCha;
using support::CompactChaCha;
using support::Receiver;
using support::Sender;
using support::StandardChaCha;

namespace {

const auto reading = support::counting<24>(0x21);

template <class Profile = CompactChaCha>
e3::PeerIdentity identity() {
  return {.device = support::usual_device, .suite = Profile::suite, .commitment = Profile::Codec::commitment};
}

ByteVector flipped(ByteVector envelope, std::size_t index, unsigned bits = 1) {
  envelope[index] = static_cast<std::uint8_t>(envelope[index] ^ bits);
  return envelope;
}

template <class Profile, Side Sealing>
void check_link() {
  const e3::BootSalt salts[] = {e3::BootSalt::none(), e3::BootSalt{0xDEAD'BEEF}};
  for (const auto salt : salts) {
    CAPTURE(salt.value());
    Sender<Profile, Sealing> from{{.epoch = Epoch{7}, .salt = salt}};
    Receiver<Sealing == Side::device ? Side::cloud : Side::device> to;
    const auto handle = to.add(identity<Profile>(), Epoch{7});
    for (unsigned i = 0; i < 6; ++i) {
      const auto opened = to.open(from.seal(reading, support::counting<9>()), support::counting<9>());
      REQUIRE(opened);
      CHECK(support::same(opened->payload, reading));
      CHECK(opened->payload.data() == to.buffer.data());
      CHECK(opened->gap == e3::Gap{.first = Counter{i}, .count = 0});
      CHECK(opened->header.device() == support::usual_device);
      CHECK(opened->header.epoch() == Epoch{7});
      CHECK(opened->header.counter() == Counter{i});
      CHECK(opened->header.boot_salt() == salt.value());
      CHECK(opened->header.suite() == Profile::suite);
      CHECK(opened->header.codec() == Profile::Codec::codec);
    }
    CHECK(to.peers.at(handle).failures() == 0);
  }
}

}  // namespace

TEMPLATE_TEST_CASE("what one side seals the other opens, with header, gap and payload", "", support::CompactChaCha,
                   support::StandardChaCha, support::CommittedChaCha, support::CompactGcm, support::StandardGcm) {
  if (support::runs_here(TestType::suite)) {
    check_link<TestType, Side::device>();
    check_link<TestType, Side::cloud>();
  }
}

TEST_CASE("an uplink envelope that is reflected as a downlink is not authentic") {
  Receiver<Side::device> device;
  device.add(identity());
  CHECK(device.open(Sender<CompactChaCha, Side::device>{}.seal(reading)).error() == Error::not_authentic);
  CHECK(device.open(Sender<CompactChaCha, Side::cloud>{}.seal(reading)));
}

TEST_CASE("an envelope with an alias is of the device behind it, within its scope") {
  const e3::Address alias{support::counting<2>(0x77)};
  const auto envelope = Sender<e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<2>>>{{.alias = alias}}.seal(reading);
  Receiver<> cloud;
  auto who = identity();
  who.scope = 5;
  who.alias = alias;
  cloud.add(who);
  CHECK(cloud.open(envelope).error() == Error::device_unknown);
  const auto opened = cloud.open(envelope, {}, {.scope = 5});
  REQUIRE(opened);
  CHECK(opened->header.device() == support::usual_device);
}

TEST_CASE("an envelope without address is of the device that the transport tells") {
  const auto envelope = Sender<e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<0>>>{}.seal(reading);
  Receiver<> cloud;
  cloud.add(identity());
  const e3::DeviceId other{support::counting<8>(2)};
  const auto handle = cloud.add({.device = other, .suite = CompactChaCha::suite}, {}, 1);
  CHECK(cloud.open(envelope).error() == Error::device_unknown);
  CHECK(cloud.open(envelope, {}, {.address = other.address()}).error() == Error::not_authentic);
  CHECK(cloud.peers.at(handle).failures() == 1);
  CHECK(cloud.open(envelope, {}, {.address = support::usual_device.address()}));
}

TEST_CASE("an envelope is accepted once, and not when it is older than the window") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  cloud.add(identity());
  const auto first = device.seal(reading);
  CHECK(cloud.open(first));
  CHECK(cloud.open(first).error() == Error::replayed);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
  const auto late = device.seal(reading);
  for (int i = 0; i < 64; ++i) {
    REQUIRE(cloud.open(device.seal({})));
  }
  CHECK(cloud.open(late).error() == Error::too_old);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
}

TEST_CASE("an envelope that follows lost ones reports the gap, and a late one fills it") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  cloud.add(identity());
  std::vector<ByteVector> sent;
  for (int i = 0; i < 5; ++i) {
    sent.push_back(device.seal(reading));
  }
  CHECK(cloud.open(sent[1])->gap == e3::Gap{.first = Counter{0}, .count = 1});
  CHECK(cloud.open(sent[4])->gap == e3::Gap{.first = Counter{2}, .count = 2});
  CHECK(cloud.open(sent[3])->gap == e3::Gap{.late = true});
}

TEST_CASE("associated data is the same on both sides, up to 128 bytes") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto aad = support::counting_vector(129);
  const e3::Bytes most = e3::Bytes{aad}.first(128);
  const auto envelope = Sender<CompactChaCha>{}.seal(reading, most);
  CHECK(cloud.open(envelope, aad).error() == Error::aad_too_large);
  CHECK(cloud.peers.at(handle).failures() == 0);
  CHECK(cloud.open(envelope, most.first(127)).error() == Error::not_authentic);
  CHECK(cloud.open(envelope).error() == Error::not_authentic);
  CHECK(cloud.peers.at(handle).failures() == 2);
  CHECK(cloud.open(envelope, most));
}

TEST_CASE("empty and largest payloads are opened") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  cloud.add(identity());
  CHECK(cloud.open(device.seal({}))->payload.empty());
  const auto largest = support::counting_vector(e3::Telemetry::max_payload_size);
  CHECK(support::same(cloud.open(device.seal(largest))->payload, largest));
}

TEST_CASE("an empty payload needs no output, wherever that points") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  cloud.add(identity());
  for (int i = 0; i < 3; ++i) {
    auto envelope = device.seal({});
    const e3::MutableBytes outs[] = {{}, e3::MutableBytes{envelope}.first(0), e3::MutableBytes{envelope}.subspan(3, 0)};
    CHECK(cloud.opener.open({.bytes = envelope}, outs[i]));
  }
}

TEST_CASE("the output needs the payload's size, and one byte less is refused before anything happens") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto envelope = Sender<CompactChaCha>{}.seal(reading);
  ByteVector out(reading.size(), 0xEE);
  CHECK(cloud.opener.open({.bytes = envelope}, e3::MutableBytes{out}.first(23)).error() == Error::output_too_small);
  CHECK(support::holds_only(out, 0xEE, 0xEE));
  CHECK(cloud.authority.steps == 0);
  CHECK(cloud.peers.at(handle).failures() == 0);
  CHECK(cloud.opener.open({.bytes = envelope}, out));
  CHECK(support::same(out, reading));
}

TEMPLATE_TEST_CASE("an envelope is opened where it lies, from its start or from its ciphertext", "",
                   support::CompactChaCha, support::StandardChaCha, support::CompactGcm, support::StandardGcm) {
  if (!support::runs_here(TestType::suite)) {
    return;
  }
  Sender<TestType> device;
  for (const bool from_start : {true, false}) {
    CAPTURE(from_start);
    Receiver<> cloud;
    cloud.add(identity<TestType>());
    auto envelope = device.seal(reading);
    const std::size_t header_size = envelope.size() - reading.size() - e3::tag_size;
    const auto out = e3::MutableBytes{envelope}.subspan(from_start ? 0 : header_size);
    const auto opened = cloud.opener.open({.bytes = envelope}, out);
    REQUIRE(opened);
    CHECK(support::same(opened->payload, reading));
    CHECK(opened->payload.data() == envelope.data() + header_size);
  }
}

TEST_CASE("every other overlap of output with envelope or associated data is refused") {
  const auto envelope = Sender<CompactChaCha>{}.seal(reading, support::counting<10>());
  const std::size_t header_size = envelope.size() - reading.size() - e3::tag_size;
  const std::size_t start = 100;
  for (std::size_t at = 60; at < 170; ++at) {
    CAPTURE(at);
    Receiver<> cloud;
    cloud.add(identity());
    ByteVector memory(300, 0xEE);
    std::copy(envelope.begin(), envelope.end(), memory.begin() + start);
    const auto aad = support::counting<10>();
    std::copy(aad.begin(), aad.end(), memory.begin() + 200);
    const auto out = e3::MutableBytes{memory}.subspan(at, at == start ? header_size + reading.size() : reading.size());
    const auto opened = cloud.opener.open(
        {.bytes = e3::Bytes{memory}.subspan(start, envelope.size()), .aad = e3::Bytes{memory}.subspan(200, 10)}, out);
    const bool apart = at + reading.size() <= start || at >= start + envelope.size();
    CHECK(opened.has_value() == (apart || at == start || at == start + header_size));
    CHECK((opened || opened.error() == Error::buffers_overlap));
  }
  for (std::size_t at = 177; at < 210; ++at) {
    CAPTURE(at);
    Receiver<> cloud;
    cloud.add(identity());
    ByteVector memory(300);
    const auto aad = support::counting<10>();
    std::copy(aad.begin(), aad.end(), memory.begin() + 200);
    const auto opened = cloud.opener.open({.bytes = envelope, .aad = e3::Bytes{memory}.subspan(200, 10)},
                                          e3::MutableBytes{memory}.subspan(at, reading.size()));
    CHECK(opened.error() == Error::buffers_overlap);
  }
}

TEST_CASE("an envelope never chooses the suite") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity<StandardChaCha>());
  auto envelope = Sender<StandardChaCha>{}.seal(reading);
  envelope[1] = 0x11;
  CHECK(cloud.open(envelope).error() == Error::suite_refused);
  CHECK(cloud.peers.at(handle).failures() == 0);
}

TEST_CASE("a commitment is there exactly where it is required, and is the key's") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity<CommittedChaCha>());
  Receiver<> without;
  without.add(identity<StandardChaCha>());
  const auto envelope = Sender<CommittedChaCha>{}.seal(reading);
  CHECK(cloud.open(Sender<StandardChaCha>{}.seal(reading)).error() == Error::commitment_refused);
  CHECK(cloud.open(Sender<CompactChaCha>{}.seal(reading)).error() == Error::commitment_refused);
  CHECK(without.open(envelope).error() == Error::commitment_refused);
  for (std::size_t i = 0; i < 32; ++i) {
    CHECK(cloud.open(flipped(envelope, 36 + i, 1U << (i % 8))).error() == Error::commitment_mismatch);
  }
  CHECK(support::holds_only(cloud.buffer, 0xEE, 0xEE));
  CHECK(cloud.peers.at(handle).failures() == 0);
  CHECK(cloud.open(envelope));
}

TEST_CASE("a standard envelope's nonce belongs to its counter, and its boot salt is authenticated") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity<StandardChaCha>());
  const auto envelope = Sender<StandardChaCha>{}.seal(reading);
  for (std::size_t i = 20; i < 28; ++i) {
    CHECK(cloud.open(flipped(envelope, i)).error() == Error::nonce_mismatch);
  }
  CHECK(cloud.open(flipped(envelope, 15)).error() == Error::nonce_mismatch);
  CHECK(cloud.peers.at(handle).failures() == 0);
  for (std::size_t i = 16; i < 20; ++i) {
    CHECK(cloud.open(flipped(envelope, i)).error() == Error::not_authentic);
  }
  CHECK(cloud.peers.at(handle).failures() == 4);
  CHECK(cloud.open(envelope));
}

TEST_CASE("an opener of one kind of envelope refuses the other") {
  Receiver<Side::cloud, e3::AnyAead<e3::Sodium>, e3::Codecs::compact> cloud;
  cloud.add(identity());
  CHECK(cloud.open(Sender<StandardChaCha>{}.seal(reading)).error() == Error::codec_refused);
  CHECK(cloud.open_next_epoch(Sender<StandardChaCha>{}.seal(reading)).error() == Error::codec_refused);
  CHECK(cloud.open(Sender<CompactChaCha>{}.seal(reading)));
}

TEST_CASE("bytes that are no envelope, and devices that nobody knows, are refused") {
  Receiver<> cloud;
  CHECK(cloud.open({}).error() == Error::malformed);
  CHECK(cloud.open_next_epoch({}).error() == Error::malformed);
  CHECK(cloud.open(Sender<CompactChaCha>{}.seal(reading)).error() == Error::device_unknown);
  CHECK(cloud.open_next_epoch(Sender<CompactChaCha>{}.seal(reading)).error() == Error::device_unknown);
}

TEST_CASE("each forgery that reaches the AEAD counts as one failure and changes nothing else") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto envelope = device.seal(reading);
  for (std::size_t i = 0; i < 16 + reading.size(); ++i) {
    CHECK(cloud.open(flipped(envelope, envelope.size() - 1 - i)).error() == Error::not_authentic);
    CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
  }
  CHECK(cloud.peers.at(handle).failures() == 16 + reading.size());
  CHECK(cloud.authority.steps == 0);
  CHECK(cloud.open(envelope));
}

TEST_CASE("a backend that fails after it wrote leaves no plaintext") {
  Receiver<Side::cloud, support::FailingAead> cloud;
  cloud.add(identity());
  CHECK(cloud.open(Sender<CompactChaCha>{}.seal(reading)).error() == Error::not_authentic);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
}

TEST_CASE("a store that fails leaves no payload, and the envelope can be presented again") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto envelope = Sender<CompactChaCha>{}.seal(reading);
  cloud.authority.failing = true;
  CHECK(cloud.open(envelope).error() == Error::store_failed);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
  CHECK(cloud.peers.at(handle).failures() == 0);
  cloud.authority.failing = false;
  CHECK(cloud.open(envelope));
}

TEST_CASE("what the authority does not accept is refused by its verdict, and wiped") {
  struct Authority {
    e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
      for (auto& claim : claims) {
        claim.verdict = verdict;
      }
      return {};
    }
    e3::Verdict verdict{};
  };
  using A = e3::Sodium::ChaCha20Poly1305;
  Authority authority;
  e3::PeerList<A, Authority, 1> peers{authority};
  REQUIRE(peers.add(*e3::Peer<A>::make(identity(), support::root_of<Side::cloud>(), Epoch{0})));
  e3::Opener<A, decltype(peers)> opener{peers};
  const auto envelope = Sender<CompactChaCha>{}.seal(reading);
  const std::pair<e3::Verdict, Error> cases[] = {{e3::Verdict::unknown, Error::not_enrolled},
                                                 {e3::Verdict::replayed, Error::replayed},
                                                 {e3::Verdict::too_old, Error::too_old},
                                                 {e3::Verdict::epoch_closed, Error::epoch_closed},
                                                 {e3::Verdict::fenced, Error::fenced}};
  for (const auto& [verdict, error] : cases) {
    authority.verdict = verdict;
    ByteVector out(reading.size(), 0xEE);
    CHECK(opener.open({.bytes = envelope}, out).error() == error);
    CHECK(support::all_zero(out));
  }
}

TEST_CASE("an authority is shown all of an authentic envelope") {
  struct Authority {
    e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
      seen = claims[0];
      payload = support::copy(claims[0].payload);
      claims[0].verdict = e3::Verdict::accepted;
      return {};
    }
    e3::Claim seen;
    ByteVector payload;
  };
  using A = e3::Sodium::ChaCha20Poly1305;
  Authority authority;
  e3::PeerList<A, Authority, 1> peers{authority};
  auto who = identity<StandardChaCha>();
  who.generation = e3::Generation{4};
  REQUIRE(peers.add(*e3::Peer<A>::make(who, support::root_of<Side::cloud>(), Epoch{3})));
  e3::Opener<A, decltype(peers)> opener{peers};
  Sender<StandardChaCha> device{{.epoch = Epoch{3}, .first = Counter{9}, .salt = e3::BootSalt{77}}};
  ByteVector out(reading.size());
  REQUIRE(opener.open({.bytes = device.seal(reading)}, out));
  CHECK(authority.seen.device == support::usual_device);
  CHECK(authority.seen.generation == e3::Generation{4});
  CHECK(authority.seen.epoch == Epoch{3});
  CHECK(authority.seen.counter == Counter{9});
  CHECK(authority.seen.boot_salt == 77);
  CHECK(authority.seen.move == e3::EpochMove::stay);
  CHECK(support::same(authority.payload, reading));
}

TEST_CASE("an opener is not copied") {
  using Opener = decltype(Receiver<>::opener);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Opener>);
}

// Key epochs.

TEST_CASE("only open epochs are opened, and the others say why") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity(), Epoch{5});
  const auto error_in = [&](unsigned epoch) {
    return cloud.open(Sender<CompactChaCha>{{.epoch = Epoch{epoch}}}.seal(reading)).error();
  };
  CHECK(error_in(4) == Error::epoch_closed);
  CHECK(error_in(6) == Error::epoch_not_open);
  CHECK(error_in(13) == Error::epoch_not_open);
  CHECK(error_in(14) == Error::epoch_too_far);
  CHECK(cloud.peers.at(handle).failures() == 0);
  CHECK(cloud.authority.steps == 0);
}

TEST_CASE("the first envelope of a later epoch moves the device there, and the previous epoch has its grace") {
  Sender<CompactChaCha> old_device{{.epoch = Epoch{0}}};
  Sender<CompactChaCha> new_device{{.epoch = Epoch{2}}};
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  CHECK(cloud.open(old_device.seal(reading)));
  const auto first = new_device.seal(reading);
  const auto opened = cloud.open_next_epoch(first);
  REQUIRE(opened);
  CHECK(support::same(opened->payload, reading));
  CHECK(opened->header.epoch() == Epoch{2});
  CHECK(cloud.peers.at(handle).epoch() == Epoch{2});
  CHECK(cloud.open(first).error() == Error::replayed);
  CHECK(cloud.open(new_device.seal(reading)));
  CHECK(cloud.open(old_device.seal(reading)));
  CHECK(cloud.open(Sender<CompactChaCha>{{.epoch = Epoch{1}}}.seal(reading)).error() == Error::epoch_closed);

  cloud.peers.at(handle).close_previous();
  cloud.authority.find(support::usual_device)->close_previous();
  CHECK(cloud.open(old_device.seal(reading)).error() == Error::epoch_closed);
}

TEST_CASE("a receiver that keeps no previous epoch closes it with the move") {
  Sender<CompactChaCha, Side::cloud> old_cloud{{.epoch = Epoch{0}}};
  Receiver<Side::device> device{{.keep_previous = false}};
  device.add(identity());
  CHECK(device.open(old_cloud.seal(reading)));
  CHECK(device.open_next_epoch(Sender<CompactChaCha, Side::cloud>{{.epoch = Epoch{1}}}.seal(reading)));
  CHECK(device.open(old_cloud.seal(reading)).error() == Error::epoch_closed);
}

TEST_CASE("a forged first envelope moves nothing and counts against no key") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto envelope = Sender<CompactChaCha>{{.epoch = Epoch{1}}}.seal(reading);
  CHECK(cloud.open_next_epoch(flipped(envelope, envelope.size() - 1)).error() == Error::not_authentic);
  CHECK(cloud.open_next_epoch(envelope, 1).error() == Error::not_authentic);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
  CHECK(cloud.peers.at(handle).epoch() == Epoch{0});
  CHECK(cloud.peers.at(handle).failures() == 0);
  CHECK(cloud.authority.steps == 0);
  CHECK(cloud.open(envelope).error() == Error::epoch_not_open);
  CHECK(cloud.open_next_epoch(envelope));
}

TEST_CASE("a first envelope of an epoch that is open already is opened as any other") {
  Sender<CompactChaCha> device{{.epoch = Epoch{1}}};
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto first = device.seal(reading);
  const auto second = device.seal(reading);
  CHECK(cloud.open_next_epoch(first));
  CHECK(cloud.open_next_epoch(first).error() == Error::replayed);
  CHECK(cloud.open_next_epoch(second));
  CHECK(cloud.peers.at(handle).previous() == Epoch{0});
}

TEST_CASE("another server's move is taken over with the next envelope, and nothing is accepted twice") {
  Sender<CompactChaCha> device{{.epoch = Epoch{1}}};
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto elsewhere = device.seal(reading);
  e3::Claim claim{.device = support::usual_device, .epoch = Epoch{1}, .move = e3::EpochMove::keep_previous};
  REQUIRE(cloud.authority.try_accept({&claim, 1}));

  CHECK(cloud.open_next_epoch(elsewhere).error() == Error::replayed);
  CHECK(cloud.peers.at(handle).epoch() == Epoch{0});
  CHECK(cloud.open_next_epoch(device.seal(reading)));
  CHECK(cloud.peers.at(handle).epoch() == Epoch{1});
}

TEST_CASE("a store that fails moves no epoch, and the envelope can be presented again") {
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto envelope = Sender<CompactChaCha>{{.epoch = Epoch{1}}}.seal(reading);
  cloud.authority.failing = true;
  CHECK(cloud.open_next_epoch(envelope).error() == Error::store_failed);
  CHECK(support::holds_only(cloud.buffer, 0, 0xEE));
  CHECK(cloud.peers.at(handle).epoch() == Epoch{0});
  cloud.authority.failing = false;
  CHECK(cloud.open_next_epoch(envelope));
}

TEST_CASE("an epoch out of reach is refused before anything is derived") {
  Receiver<> cloud;
  cloud.add(identity(), Epoch{5});
  const auto error_in = [&](unsigned epoch) {
    return cloud.open_next_epoch(Sender<CompactChaCha>{{.epoch = Epoch{epoch}}}.seal(reading)).error();
  };
  CHECK(error_in(4) == Error::epoch_closed);
  CHECK(error_in(14) == Error::epoch_too_far);
}

TEST_CASE("a ratcheted epoch is opened with the root of that epoch") {
  const auto device_root = support::root_of<Side::device>();
  const auto next = *e3::next_root(device_root);
  const auto next_device_root = *e3::Root<Side::device, e3::Sodium::Kdf>::from(next.bytes());
  const auto next_cloud_root = *e3::Root<Side::cloud, e3::Sodium::Kdf>::from(next.bytes());
  using Counters = Sender<CompactChaCha>::Counters;
  e3::unsafe::VolatileCounterStore store{
      *e3::sealing_mark<CompactChaCha>(next_device_root, support::usual_device, Epoch{1})};
  auto sealer =
      *e3::make_sealer<CompactChaCha>(next_device_root, support::usual_device, Counters{store}, e3::BootSalt::none());
  ByteVector frame(100);
  const auto envelope = *sealer.seal({.payload = reading}, frame);

  Receiver<> cloud;
  cloud.add(identity());
  CHECK(cloud.open_next_epoch(envelope).error() == Error::not_authentic);
  CHECK(cloud.opener.open_next_epoch(next_cloud_root, {.bytes = envelope}, cloud.buffer));
}

// Batches.

namespace {

struct Batch {
  explicit Batch(const std::vector<ByteVector>& envelopes) : outs(envelopes.size()) {
    for (std::size_t i = 0; i < envelopes.size(); ++i) {
      outs[i].assign(envelopes[i].size(), 0xEE);
      jobs.push_back({.envelope = {.bytes = envelopes[i]}, .out = outs[i]});
    }
  }

  std::vector<ByteVector> outs;
  std::vector<e3::Job> jobs;
};

}  // namespace

TEST_CASE("a batch gives each job the answer it would get alone, in order") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  const auto handle = cloud.add(identity());
  const auto first = device.seal(reading);
  const auto second = device.seal({});
  const std::vector<ByteVector> envelopes{second, first, flipped(first, first.size() - 1),
                                          {},     first, device.seal(reading)};
  Batch batch{envelopes};
  cloud.opener.open_batch(batch.jobs);
  REQUIRE(batch.jobs[0].opened);
  CHECK(batch.jobs[0].opened->gap.count == 1);
  REQUIRE(batch.jobs[1].opened);
  CHECK(batch.jobs[1].opened->gap.late);
  CHECK(support::same(batch.jobs[1].opened->payload, reading));
  CHECK(batch.jobs[2].opened.error() == Error::not_authentic);
  CHECK(batch.jobs[3].opened.error() == Error::malformed);
  CHECK(batch.jobs[4].opened.error() == Error::replayed);
  CHECK(support::holds_only(batch.outs[4], 0, 0xEE));
  REQUIRE(batch.jobs[5].opened);
  CHECK(batch.jobs[5].opened->header.counter() == Counter{2});
  CHECK(cloud.authority.steps == 1);
  CHECK(cloud.peers.at(handle).failures() == 1);
}

TEST_CASE("a batch takes one durable step for each 64 jobs") {
  for (const auto& [size, steps] : {std::pair{1, 1}, {63, 1}, {64, 1}, {65, 2}, {128, 2}, {130, 3}}) {
    CAPTURE(size);
    Sender<CompactChaCha> device;
    Receiver<> cloud;
    cloud.add(identity());
    std::vector<ByteVector> envelopes;
    for (int i = 0; i < size; ++i) {
      envelopes.push_back(device.seal(reading));
    }
    Batch batch{envelopes};
    cloud.opener.open_batch(batch.jobs);
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
      REQUIRE(batch.jobs[i].opened);
      REQUIRE(batch.jobs[i].opened->header.counter() == Counter{i});
    }
    CHECK(cloud.authority.steps == steps);
  }
}

TEST_CASE("a batch without an authentic envelope takes no durable step") {
  Receiver<> cloud;
  cloud.add(identity());
  const auto envelope = Sender<CompactChaCha>{}.seal(reading);
  const std::vector<ByteVector> envelopes{flipped(envelope, envelope.size() - 1), ByteVector{}};
  Batch batch{envelopes};
  cloud.opener.open_batch(batch.jobs);
  cloud.opener.open_batch({});
  CHECK(cloud.authority.steps == 0);
}

TEST_CASE("a failed durable step fails the jobs that waited for it, and they can be presented again") {
  Sender<CompactChaCha> device;
  Receiver<> cloud;
  cloud.add(identity());
  const std::vector<ByteVector> envelopes{device.seal(reading), ByteVector{}, device.seal(reading)};
  cloud.authority.failing = true;
  Batch batch{envelopes};
  cloud.opener.open_batch(batch.jobs);
  CHECK(batch.jobs[0].opened.error() == Error::store_failed);
  CHECK(batch.jobs[1].opened.error() == Error::malformed);
  CHECK(batch.jobs[2].opened.error() == Error::store_failed);
  CHECK(support::holds_only(batch.outs[0], 0, 0xEE));
  CHECK(support::holds_only(batch.outs[2], 0, 0xEE));

  cloud.authority.failing = false;
  cloud.opener.open_batch(batch.jobs);
  CHECK(batch.jobs[0].opened);
  CHECK(batch.jobs[2].opened);
}
