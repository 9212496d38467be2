#include "e3/sealer.hpp"

#include <array>
#include <set>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/fake_aead.hpp"
#include "support/hand_built.hpp"
#include "support/key_schedule_vectors.hpp"
#include "support/scripted_store.hpp"
#include "support/traps.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using support::ByteVector;
using support::CompactChaCha;
using support::Sender;
using support::StandardChaCha;

namespace {

struct Few {
  static constexpr std::size_t max_payload_size = 20;
  static constexpr std::uint64_t max_messages = 10;
};
using FewProfile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>, Few>;

template <class Profile>
constexpr std::size_t max_size(std::size_t payload_size) {
  return Sender<Profile>::Sealer::max_sealed_size(payload_size);
}

/// The envelope that a direct call to libsodium makes under the usual device's key of epoch 1.
// NOLINTBEGIN(bugprone-easily-swappable-parameters): payload, then aad, as in Message.
ByteVector by_libsodium(const support::TrafficVector& vector, const ByteVector& header, std::uint32_t salt,
                        std::uint64_t counter, e3::Bytes payload, e3::Bytes aad) {
  // NOLINTEND(bugprone-easily-swappable-parameters)
  const auto from_hex = [](std::string_view text) {
    ByteVector bytes(text.size() / 2);
    REQUIRE(sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr) == 0);
    return bytes;
  };
  const auto key = from_hex(vector.key);
  auto nonce = from_hex(vector.base_nonce);
  ByteVector offset;
  support::HandBuilt::append(offset, salt, 4);
  support::HandBuilt::append(offset, counter, 8);
  for (std::size_t i = 0; i < nonce.size(); ++i) {
    nonce[i] = static_cast<std::uint8_t>(nonce[i] ^ offset[i]);
  }
  auto associated = header;
  associated.insert(associated.end(), aad.begin(), aad.end());
  ByteVector sealed(payload.size() + 16);
  REQUIRE(crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, payload.data(), payload.size(),
                                                    associated.data(), associated.size(), nullptr, nonce.data(),
                                                    key.data()) == 0);
  auto envelope = header;
  envelope.insert(envelope.end(), sealed.begin(), sealed.end());
  return envelope;
}

template <class Vectors>
const support::TrafficVector& usual_vector(const Vectors& vectors) {
  for (const auto& vector : vectors) {
    if (vector.suite == 2 && vector.direction == 0 && vector.epoch == 1 && vector.id_size == 8) {
      return vector;
    }
  }
  return vectors[0];
}

/// A sealer over a store that a test can make fail.
template <class Profile>
struct Scripted {
  using Counters = e3::CounterLease<support::ScriptedStore, 4>;

  e3::Result<e3::Sealer<Profile, Counters>> make(const e3::DeviceId& device = support::usual_device,
                                                 const e3::Address& alias = e3::Address{}) {
    if (const auto mark = e3::sealing_mark<Profile>(root, device, store.mark.epoch)) {
      store.mark = *mark;
    }
    return e3::make_sealer<Profile>(root, device, Counters{store}, e3::BootSalt::none(), alias);
  }

  e3::Root<e3::Side::device, e3::Sodium::Kdf> root = support::root_of<e3::Side::device>();
  support::ScriptedStore store;
};

}  // namespace

TEST_CASE("an envelope is the hand-built header and what libsodium makes of key, nonce and payload") {
  const auto& vector = usual_vector(support::traffic_vectors);
  const auto payload = support::counting<24>();
  const auto aad = support::counting<7>(0x55);
  for (const std::uint32_t salt : {0U, 0xDEAD'BEEFU}) {
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{300}, std::uint64_t{70'000}}) {
      CAPTURE(salt, first);
      const support::SenderOptions options{.epoch = Epoch{1}, .first = Counter{first}, .salt = e3::BootSalt{salt}};
      support::HandBuilt built{
          .suite = 2, .epoch = 1, .counter = first, .id = support::counting_vector(8), .salt = salt};
      CHECK(Sender<CompactChaCha>{options}.seal(payload, aad) ==
            by_libsodium(vector, built.compact(), salt, first, payload, aad));

      const auto standard = Sender<StandardChaCha>{options}.seal(payload, aad);
      built.nonce = support::copy(e3::Bytes{standard}.subspan(16, 12));
      CHECK(standard == by_libsodium(vector, built.standard(), salt, first, payload, aad));
    }
  }
}

TEST_CASE("a sealer seals in the epoch of its store") {
  Sender<CompactChaCha> sender{{.epoch = Epoch{9}}};
  CHECK(sender.sealer.epoch() == Epoch{9});
  CHECK(e3::peek(sender.seal({}))->epoch == Epoch{9});
}

TEST_CASE("counters rise by one with each message") {
  Sender<CompactChaCha> sender;
  for (unsigned i = 0; i < 20; ++i) {
    CHECK(e3::peek(sender.seal({}))->counter == Counter{i});
  }
}

TEST_CASE("sealed sizes are the format's, and a LoRa frame holds 24 bytes") {
  STATIC_REQUIRE(max_size<StandardChaCha>(0) == 52);
  STATIC_REQUIRE(max_size<CompactChaCha>(14) == 51);
  Sender<CompactChaCha> sender{{.first = Counter{256}}};
  CHECK(sender.seal(support::counting<24>()).size() == 51);
  CHECK(Sender<StandardChaCha>{}.seal(support::counting<24>()).size() == 24 + 52);

  Sender<CompactChaCha> largest{{.epoch = e3::last_epoch, .first = Counter{0xFF'FFFF}, .salt = e3::BootSalt{1}}};
  CHECK(largest.seal({}).size() == max_size<CompactChaCha>(0) - 1);
}

TEST_CASE("payloads up to the limit are sealed, and one byte more is refused before anything happens") {
  Sender<FewProfile> sender;
  ByteVector out(200);
  CHECK(sender.sealer.seal({.payload = support::counting<21>()}, out).error() == Error::payload_too_large);
  CHECK(sender.sealer.counters().next() == Counter{0});
  CHECK(sender.sealer.seal({.payload = support::counting<20>()}, out));
  CHECK(sender.sealer.seal({}, out));
}

TEST_CASE("associated data of 128 bytes is sealed, and of 129 refused before anything happens") {
  Sender<CompactChaCha> sender;
  ByteVector out(200);
  const auto aad = support::counting_vector(129);
  CHECK(sender.sealer.seal({.payload = {}, .aad = aad}, out).error() == Error::aad_too_large);
  CHECK(sender.sealer.counters().next() == Counter{0});
  CHECK(sender.sealer.seal({.payload = {}, .aad = e3::Bytes{aad}.first(128)}, out));
}

TEST_CASE("the output needs max_sealed_size bytes, and one byte less is refused before anything happens") {
  Sender<CompactChaCha> sender;
  const auto payload = support::counting<10>();
  ByteVector out(max_size<CompactChaCha>(10), 0xEE);
  CHECK(sender.sealer.seal({.payload = payload}, e3::MutableBytes{out}.first(out.size() - 1)).error() ==
        Error::output_too_small);
  CHECK(support::holds_only(out, 0xEE, 0xEE));
  CHECK(sender.sealer.counters().next() == Counter{0});
  CHECK(sender.sealer.seal({.payload = payload}, out));
}

TEST_CASE("sealing writes nothing outside the envelope it returns") {
  Sender<CompactChaCha> sender;
  ByteVector out(200, 0xEE);
  const auto envelope = sender.sealer.seal({.payload = support::counting<10>()}, out);
  REQUIRE(envelope);
  const auto start = static_cast<std::size_t>(envelope->data() - out.data());
  CHECK(support::holds_only(e3::Bytes{out}.first(start), 0xEE, 0xEE));
  CHECK(support::holds_only(e3::Bytes{out}.subspan(start + envelope->size()), 0xEE, 0xEE));
  CHECK(start + envelope->size() == max_size<CompactChaCha>(10));
}

TEMPLATE_TEST_CASE("sealing in place gives the same envelope", "", support::CompactChaCha, support::StandardChaCha,
                   support::CompactGcm, support::StandardGcm) {
  if (!support::runs_here(TestType::suite)) {
    return;
  }
  using Sealer = typename Sender<TestType>::Sealer;
  const auto payload = support::counting<40>();
  ByteVector frame(Sealer::max_sealed_size(payload.size()) + 5, 0xEE);
  const auto inside = e3::MutableBytes{frame}.subspan(Sealer::max_header_size, payload.size());
  std::copy(payload.begin(), payload.end(), inside.begin());
  Sender<TestType> sender;
  const auto envelope = sender.sealer.seal({.payload = inside}, frame);
  REQUIRE(envelope);
  CHECK(support::same(*envelope, Sender<TestType>{}.seal(payload)));
  CHECK(envelope->data() + envelope->size() == frame.data() + frame.size() - 5);
}

TEST_CASE("every other overlap of payload or associated data with the output is refused") {
  Sender<CompactChaCha> sender;
  ByteVector memory(300);
  const std::size_t size = 10;
  const std::size_t sealed_size = max_size<CompactChaCha>(size);
  const auto out = e3::MutableBytes{memory}.subspan(100, sealed_size);
  for (std::size_t start = 60; start < 200; ++start) {
    CAPTURE(start);
    const bool apart = start + size <= 100 || start >= 100 + sealed_size;
    const bool in_place = start == 100 + Sender<CompactChaCha>::Sealer::max_header_size;
    const auto part = e3::Bytes{memory}.subspan(start, size);
    const auto as_payload = sender.sealer.seal({.payload = part}, out);
    CHECK(as_payload.has_value() == (apart || in_place));
    CHECK((as_payload || as_payload.error() == Error::buffers_overlap));
    const auto as_aad = sender.sealer.seal({.payload = support::counting<size>(), .aad = part}, out);
    CHECK(as_aad.has_value() == apart);
    CHECK((as_aad || as_aad.error() == Error::buffers_overlap));
  }
}

TEST_CASE("a payload beside the used part of a larger output does not overlap it") {
  Sender<CompactChaCha> sender;
  ByteVector out(200);
  const auto payload = e3::Bytes{out}.subspan(max_size<CompactChaCha>(10), 10);
  CHECK(sender.sealer.seal({.payload = payload}, out));
}

TEST_CASE("a key seals as many messages as its limit says, and warns at half") {
  Sender<FewProfile> sender;
  ByteVector out(200);
  for (unsigned i = 0; i < 10; ++i) {
    CHECK(sender.sealer.rotation_due() == (i >= 5));
    CHECK(sender.sealer.seal({}, out));
  }
  CHECK(sender.sealer.seal({}, out).error() == Error::counter_exhausted);
  CHECK(sender.sealer.seal({}, out).error() == Error::counter_exhausted);
}

TEST_CASE("an envelope carries the device ID, the alias that was given, or neither") {
  const e3::Address alias{support::counting<2>(0x77)};
  using Alias = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<2>>;
  using Nothing = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<0>>;
  CHECK(e3::peek(Sender<CompactChaCha>{}.seal({}))->address == support::usual_device.address());
  CHECK(e3::peek(Sender<StandardChaCha>{}.seal({}))->address == support::usual_device.address());
  CHECK(e3::peek(Sender<Alias>{{.alias = alias}}.seal({}))->address == alias);
  CHECK(e3::peek(Sender<Nothing>{}.seal({}))->address.size() == 0);
  const e3::Address long_alias{support::counting<8>(0x77)};
  CHECK(e3::peek(Sender<CompactChaCha>{{.alias = long_alias}}.seal({}))->address == long_alias);
}

TEST_CASE("an address that the profile cannot carry is refused") {
  const e3::Address alias{support::counting<2>()};
  const e3::DeviceId short_device{support::counting<4>()};
  CHECK(Scripted<CompactChaCha>{}.make(short_device).error() == Error::address_size_invalid);
  CHECK(Scripted<CompactChaCha>{}.make(support::usual_device, alias).error() == Error::address_size_invalid);
  CHECK(Scripted<StandardChaCha>{}.make(short_device).error() == Error::address_size_invalid);
  CHECK(Scripted<StandardChaCha>{}.make(support::usual_device, alias).error() == Error::address_size_invalid);
  using Nothing = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<0>>;
  CHECK(Scripted<Nothing>{}.make(support::usual_device, alias).error() == Error::address_size_invalid);
  CHECK(Scripted<Nothing>{}.make(short_device));
}

TEST_CASE("a sealer is made only on a store that belongs to its key") {
  Scripted<CompactChaCha> end;
  SECTION("a blank store") {
    end.store.blank = true;
    CHECK(end.make().error() == Error::store_blank);
  }
  SECTION("a store that fails to reserve") {
    end.store.failing_step = 0;
    CHECK(end.make().error() == Error::store_failed);
  }
  SECTION("the store of another root") {
    end.store.mark =
        *e3::sealing_mark<CompactChaCha>(support::root_of<e3::Side::device>(1), support::usual_device, Epoch{0});
    const auto sealer = e3::make_sealer<CompactChaCha>(
        end.root, support::usual_device, Scripted<CompactChaCha>::Counters{end.store}, e3::BootSalt::none());
    CHECK(sealer.error() == Error::store_of_another_key);
  }
  SECTION("the store of the other direction") {
    end.store.mark =
        *e3::sealing_mark<CompactChaCha>(support::root_of<e3::Side::cloud>(), support::usual_device, Epoch{0});
    const auto sealer = e3::make_sealer<CompactChaCha>(
        end.root, support::usual_device, Scripted<CompactChaCha>::Counters{end.store}, e3::BootSalt::none());
    CHECK(sealer.error() == Error::store_of_another_key);
  }
  SECTION("its own") {
    CHECK(end.make());
    CHECK(end.store.steps == 1);
  }
}

TEST_CASE("without the suite's hardware no sealer is made and no counter reserved") {
  Scripted<e3::Aes256Gcm<support::BackendOf<support::MissingAead>, e3::Compact<8>>> end;
  CHECK(end.make().error() == Error::hardware_missing);
  CHECK(end.store.steps == 0);
}

TEST_CASE("a store that fails fails the seal, and the same message can be sealed later") {
  Scripted<CompactChaCha> end;
  auto sealer = end.make();
  REQUIRE(sealer);
  ByteVector out(100, 0xEE);
  for (int i = 0; i < 4; ++i) {
    REQUIRE(sealer->seal({}, out));
  }
  out.assign(out.size(), 0xEE);
  end.store.failing_step = end.store.steps;
  CHECK(sealer->seal({.payload = support::counting<5>()}, out).error() == Error::store_failed);
  CHECK(support::holds_only(out, 0xEE, 0xEE));
  const auto envelope = sealer->seal({.payload = support::counting<5>()}, out);
  REQUIRE(envelope);
  CHECK(e3::peek(*envelope)->counter == Counter{4});
}

TEST_CASE("a backend that fails leaves no plaintext and spends the counter") {
  Scripted<e3::ChaCha20Poly1305<support::BackendOf<support::FailingAead>, e3::Compact<8>>> end;
  auto sealer = end.make();
  REQUIRE(sealer);
  ByteVector out(100, 0xEE);
  CHECK(sealer->seal({.payload = support::counting<30>()}, out).error() == Error::backend_failed);
  CHECK(support::holds_only(out, 0, 0xEE));
  CHECK(sealer->counters().next() == Counter{1});

  const auto inside = e3::MutableBytes{out}.subspan(e3::Compact<8>::max_header_size, 30);
  std::fill(inside.begin(), inside.end(), std::uint8_t{0xAA});
  CHECK(sealer->seal({.payload = inside}, out).error() == Error::backend_failed);
  CHECK(support::holds_only(out, 0, 0xEE));
}

TEST_CASE("a moved sealer goes on where it was, and the one it came from traps") {
  Sender<CompactChaCha> sender;
  static_cast<void>(sender.seal({}));
  auto moved = std::move(sender.sealer);
  std::array<std::uint8_t, max_size<CompactChaCha>(0)> out{};
  const auto envelope = moved.seal({}, out);
  REQUIRE(envelope);
  CHECK(e3::peek(*envelope)->counter == Counter{1});
  CHECK(support::traps([&] { static_cast<void>(sender.sealer.seal({}, out)); }));
}

TEST_CASE("a sealer has one owner") {
  using Sealer = Sender<CompactChaCha>::Sealer;
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Sealer>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Sealer>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Sealer>);
}

TEST_CASE("a sealer whose suite is chosen at run time seals as that of the suite's own profile") {
  using Any = e3::AnySuite<e3::Sodium, e3::Standard<8>>;
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 4>;
  const auto root = support::root_of<e3::Side::device>();
  const auto payload = support::counting<24>();
  const auto seal_with = [&](auto& sealer) {
    REQUIRE(sealer);
    ByteVector out(sealer->max_sealed_size(payload.size()));
    const auto envelope = sealer->seal({.payload = payload}, out);
    REQUIRE(envelope);
    return support::copy(*envelope);
  };
  const auto check = [&]<e3::Suite S>(std::integral_constant<e3::Suite, S>) {
    if (!support::runs_here(S)) {
      return;
    }
    using Fixed = e3::Profile<S, e3::Sodium, e3::Standard<8>>;
    const auto mark = *e3::sealing_mark<Fixed>(root, support::usual_device, Epoch{3});
    CHECK(*e3::sealing_mark<Any>(root, S, support::usual_device, Epoch{3}) == mark);
    e3::unsafe::VolatileCounterStore fixed_store{mark};
    e3::unsafe::VolatileCounterStore any_store{mark};
    auto fixed = e3::make_sealer<Fixed>(root, support::usual_device, Counters{fixed_store}, e3::BootSalt{0xABCD'0123});
    auto any = e3::make_sealer<Any>(root, S, support::usual_device, Counters{any_store}, e3::BootSalt{0xABCD'0123});
    CHECK(seal_with(any) == seal_with(fixed));
    CHECK(seal_with(any) == seal_with(fixed));
  };
  check(std::integral_constant<e3::Suite, e3::Suite::aes_256_gcm>{});
  check(std::integral_constant<e3::Suite, e3::Suite::chacha20_poly1305>{});
}

TEST_CASE("a store of one suite's key is refused to a sealer of the other suite") {
  using Any = e3::AnySuite<e3::Sodium, e3::Compact<8>>;
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 4>;
  if (!support::runs_here(e3::Suite::aes_256_gcm)) {
    return;
  }
  const auto root = support::root_of<e3::Side::device>();
  e3::unsafe::VolatileCounterStore store{
      *e3::sealing_mark<Any>(root, e3::Suite::chacha20_poly1305, support::usual_device, Epoch{})};
  CHECK(e3::make_sealer<Any>(root, e3::Suite::aes_256_gcm, support::usual_device, Counters{store}, e3::BootSalt::none())
            .error() == Error::store_of_another_key);
}
