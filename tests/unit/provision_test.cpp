#include "e3/provision.hpp"

#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/fake_aead.hpp"
#include "support/key_schedule_vectors.hpp"
#include "support/scripted_store.hpp"

using e3::Epoch;
using e3::Error;
using Profile = support::CompactChaCha;

namespace {

template <e3::Side S>
void check_mark(unsigned direction) {
  const auto root = support::root_of<S>();
  unsigned checked = 0;
  for (const auto& vector : support::traffic_vectors) {
    if (vector.suite == 2 && vector.direction == direction && vector.id_size == 8) {
      const auto mark = e3::sealing_mark<Profile>(root, support::usual_device, Epoch{vector.epoch});
      REQUIRE(mark);
      CHECK(mark->epoch == Epoch{vector.epoch});
      CHECK(support::hex(mark->id) == vector.commitment.substr(0, 16));
      ++checked;
    }
  }
  CHECK(checked == 5);
}

}  // namespace

TEST_CASE("a store is formatted for the key that the root's side seals with") {
  check_mark<e3::Side::device>(0);
  check_mark<e3::Side::cloud>(1);
}

TEST_CASE("advancing a store gives it to the key of the later epoch, and the old sealer ends with its block") {
  support::Sender<Profile> sender;
  static_cast<void>(sender.seal(support::counting<3>()));
  REQUIRE(e3::advance_to<Profile>(sender.root, support::usual_device, sender.store, Epoch{1}));
  CHECK(*sender.store.epoch() == Epoch{1});

  auto next = e3::make_sealer<Profile>(sender.root, support::usual_device, decltype(sender)::Counters{sender.store},
                                       e3::BootSalt::none());
  REQUIRE(next);
  CHECK(next->epoch() == Epoch{1});
  CHECK(next->counters().next() == e3::Counter{0});

  std::array<std::uint8_t, decltype(sender)::Sealer::max_sealed_size(3)> out{};
  const auto payload = support::counting<3>();
  for (int i = 0; i < 3; ++i) {
    CHECK(sender.sealer.seal({.payload = payload}, out));
  }
  CHECK(sender.sealer.seal({.payload = payload}, out).error() == Error::store_of_another_key);
}

TEST_CASE("a store is never advanced to the same or an earlier epoch") {
  support::Sender<Profile> sender{{.epoch = Epoch{4}}};
  for (const unsigned epoch : {4U, 3U, 0U}) {
    CHECK(e3::advance_to<Profile>(sender.root, support::usual_device, sender.store, Epoch{epoch}).error() ==
          Error::epoch_not_later);
  }
}

TEST_CASE("without the suite's hardware nothing is marked and no store advanced") {
  using Missing = e3::Aes256Gcm<support::BackendOf<support::MissingAead>, e3::Compact<8>>;
  const auto root = support::root_of<e3::Side::device>();
  support::ScriptedStore store;
  CHECK(e3::sealing_mark<Missing>(root, support::usual_device, Epoch{1}).error() == Error::hardware_missing);
  CHECK(e3::advance_to<Missing>(root, support::usual_device, store, Epoch{1}).error() == Error::hardware_missing);
  CHECK(store.mark.epoch == Epoch{0});
}

TEST_CASE("a store is advanced for the suite that is chosen at run time") {
  using Any = e3::AnySuite<e3::Sodium, e3::Compact<8>>;
  support::Sender<Profile> sender;
  REQUIRE(e3::advance_to<Any>(sender.root, Profile::suite, support::usual_device, sender.store, Epoch{1}));
  CHECK(e3::make_sealer<Profile>(sender.root, support::usual_device, decltype(sender)::Counters{sender.store},
                                 e3::BootSalt::none()));
}
