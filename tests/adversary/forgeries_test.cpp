#include "forgeries.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "adversary/support/temporary_folder.hpp"
#include "support/catch.hpp"

namespace {

using adversary::Careless;
using adversary::FileStore;
using adversary::Forgeries;
using adversary::ForgeryReport;
using adversary::HonestPeers;
using adversary::MemoryStore;
using adversary::must;
using adversary::Part;
using adversary::trick_count;
using adversary::trick_names;

constexpr std::uint64_t million = 1'000'000;

// Planted bugs: peers that look honest to the compiler, and are honest until the forger starts.
bool planted_bug_is_awake = false;

template <class Aead, class Store>
class MovesWindowTooEarly : public HonestPeers<Aead, Store> {
 public:
  using HonestPeers<Aead, Store>::HonestPeers;
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source& source) noexcept {
    const auto handle = HonestPeers<Aead, Store>::find(header, source);
    if (handle && planted_bug_is_awake) {
      e3::Claim claim{.device = this->at(*handle).identity().device, .epoch = header.epoch, .counter = header.counter};
      static_cast<void>(this->accept({&claim, 1}));
    }
    return handle;
  }
};

template <class Aead, class Store>
class CountsTwice : public HonestPeers<Aead, Store> {
 public:
  using HonestPeers<Aead, Store>::HonestPeers;
  void failed(e3::PeerHandle handle, e3::Epoch epoch) noexcept {
    HonestPeers<Aead, Store>::failed(handle, epoch);
    HonestPeers<Aead, Store>::failed(handle, epoch);
  }
};

template <class Aead, class Store>
class RemembersLastSeen : public HonestPeers<Aead, Store> {
 public:
  using HonestPeers<Aead, Store>::HonestPeers;
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source& source) noexcept {
    last_seen_ = header.counter;
    return HonestPeers<Aead, Store>::find(header, source);
  }

 private:
  e3::Counter last_seen_{};
};

template <class Aead, class Store>
class Allocates : public HonestPeers<Aead, Store> {
 public:
  using HonestPeers<Aead, Store>::HonestPeers;
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source& source) noexcept {
    ::operator delete(::operator new(sizeof header));
    return HonestPeers<Aead, Store>::find(header, source);
  }
};

void print(const ForgeryReport& report) {
  std::uint64_t tried = 0;
  std::uint64_t reached = 0;
  for (std::size_t i = 0; i < trick_count; ++i) {
    std::printf("%-32s %8" PRIu64 " tried %8" PRIu64 " reached a cipher\n", trick_names[i], report.tried[i],
                report.reached[i]);
    tried += report.tried[i];
    reached += report.reached[i];
  }
  std::printf("%-32s %8" PRIu64 " tried %8" PRIu64 " reached a cipher\n", "all", tried, reached);
}

void check(const ForgeryReport& report) {
  CHECK(report.authentic == 0);
  CHECK(report.misjudged == 0);
  CHECK(report.left_bytes == 0);
  CHECK(report.allocated == 0);
  CHECK(report.state_changes == 0);
  CHECK(report.miscounts == 0);
  CHECK(report.lost == 0);
}

template <class Backend, template <class, class> class PeersOf>
ForgeryReport planted() {
  MemoryStore store;
  Forgeries<Backend, MemoryStore, PeersOf> forgeries{store};
  planted_bug_is_awake = true;
  const auto report = forgeries.run(3 * 4096, 1);
  planted_bug_is_awake = false;
  return report;
}

}  // namespace

TEST_CASE("a million forgeries change no byte of opener, peers and windows, and count as failures exactly") {
  MemoryStore store;
  const auto report = Forgeries<e3::Sodium, MemoryStore>{store}.run(million * E3_CAMPAIGN_SCALE, 2026);
  print(report);
  check(report);
  for (const auto tried : report.tried) {
    CHECK(tried >= million / trick_count);
  }
}

TEST_CASE("forgeries change no byte of a file store, nor of its file") {
  const adversary::TemporaryFolder folder;
  auto store = must(FileStore::format(folder / "accepted"));
  check(Forgeries<e3::Sodium, FileStore>{store, folder / "accepted"}.run(million / 20, 7));
}

TEST_CASE("the forgeries find a cipher that forgets the header") {
  CHECK(planted<Careless<Part::header>, HonestPeers>().authentic > 0);
}

TEST_CASE("the forgeries find a cipher that forgets the caller's aad") {
  CHECK(planted<Careless<Part::callers_aad>, HonestPeers>().authentic > 0);
}

TEST_CASE("the forgeries find a window that moves before authentication") {
  CHECK(planted<e3::Sodium, MovesWindowTooEarly>().state_changes > 0);
}

TEST_CASE("the forgeries find peers that count a failure twice") {
  CHECK(planted<e3::Sodium, CountsTwice>().miscounts > 0);
}

TEST_CASE("the forgeries find peers that remember an unauthenticated counter") {
  CHECK(planted<e3::Sodium, RemembersLastSeen>().state_changes > 0);
}

TEST_CASE("the forgeries find peers that allocate") {
  const auto report = planted<e3::Sodium, Allocates>();
  CHECK((report.allocated > 0) == adversary::counts_allocations());
}
