#include "e3/peers/epoch_rules.hpp"

#include "support/catch.hpp"

using e3::Epoch;
using e3::EpochStanding;
using e3::standing;

TEST_CASE("by default 8 epochs ahead are attempted and the previous one stays open") {
  STATIC_REQUIRE(e3::EpochRules{}.max_step == 8);
  STATIC_REQUIRE(e3::EpochRules{}.keep_previous);
}

TEST_CASE("an epoch has one standing") {
  constexpr e3::EpochRules rules{.max_step = 3};
  constexpr Epoch current{10};
  for (unsigned wanted = 0; wanted < 20; ++wanted) {
    for (const std::optional<Epoch> previous : {std::optional<Epoch>{}, std::optional{Epoch{7}}}) {
      CAPTURE(wanted, previous.has_value());
      const auto expected = wanted == 10                  ? EpochStanding::current
                            : wanted == 7 && previous     ? EpochStanding::previous
                            : wanted < 10                 ? EpochStanding::closed
                            : wanted >= 11 && wanted < 14 ? EpochStanding::next
                                                          : EpochStanding::too_far;
      CHECK(standing(Epoch{wanted}, current, previous, rules) == expected);
    }
  }
}

TEST_CASE("steps at the end of the epochs do not wrap") {
  STATIC_REQUIRE(standing(e3::last_epoch, Epoch{0xFFFF'FFF7}, {}, {}) == EpochStanding::next);
  STATIC_REQUIRE(standing(e3::last_epoch, Epoch{0xFFFF'FFF6}, {}, {}) == EpochStanding::too_far);
  STATIC_REQUIRE(standing(Epoch{0}, e3::last_epoch, {}, {}) == EpochStanding::closed);
  STATIC_REQUIRE(standing(e3::last_epoch, Epoch{0}, {}, {.max_step = 0xFFFF'FFFF}) == EpochStanding::next);
}

TEST_CASE("with a step of 0 no later epoch is attempted") {
  STATIC_REQUIRE(standing(Epoch{1}, Epoch{0}, {}, {.max_step = 0}) == EpochStanding::too_far);
}

TEST_CASE("a refusal says why") {
  STATIC_REQUIRE(e3::refusal(EpochStanding::next) == e3::Error::epoch_not_open);
  STATIC_REQUIRE(e3::refusal(EpochStanding::too_far) == e3::Error::epoch_too_far);
  STATIC_REQUIRE(e3::refusal(EpochStanding::closed) == e3::Error::epoch_closed);
}
