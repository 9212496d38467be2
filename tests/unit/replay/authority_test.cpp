#include "e3/replay/authority.hpp"

#include "e3/store/file/replay_store.hpp"
#include "e3/unsafe/accept_any_replay.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/catch.hpp"

namespace {

struct Throwing {
  e3::Result<void> try_accept(std::span<e3::Claim>) { return {}; }
};

struct Silent {
  void try_accept(std::span<e3::Claim>) noexcept {}
};

}  // namespace

TEST_CASE("an authority judges claims, does not throw and reports failure") {
  STATIC_REQUIRE(e3::ReplayAuthority<e3::FileReplayStore>);
  STATIC_REQUIRE(e3::ReplayAuthority<e3::unsafe::VolatileReplayStore<1>>);
  STATIC_REQUIRE(e3::ReplayAuthority<e3::unsafe::AcceptAnyReplay>);
  STATIC_REQUIRE(e3::explain_replay_authority<e3::FileReplayStore>());
  STATIC_REQUIRE_FALSE(e3::ReplayAuthority<Throwing>);
  STATIC_REQUIRE_FALSE(e3::ReplayAuthority<Silent>);
}
