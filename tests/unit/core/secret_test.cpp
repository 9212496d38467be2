#include "e3/core/secret.hpp"

#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"

using Secret = e3::Secret<32>;

TEST_CASE("a secret starts as zeros") { CHECK(support::all_zero(Secret{}.bytes())); }

TEST_CASE("a secret holds what it was given") {
  const auto source = support::counting<32>();
  CHECK(support::same(Secret{source}.bytes(), source));
}

TEST_CASE("moving a secret wipes the one it came from") {
  const auto source = support::counting<32>();
  Secret first{source};
  Secret second{std::move(first)};
  CHECK(support::same(second.bytes(), source));
  CHECK(support::all_zero(first.bytes()));

  Secret third;
  third = std::move(second);
  CHECK(support::same(third.bytes(), source));
  CHECK(support::all_zero(second.bytes()));
}

TEST_CASE("a secret is copied to the start of its destination") {
  const auto source = support::counting<3>();
  auto target = support::counting<5>(0x80);
  e3::copy_secret(source, target);
  CHECK(target == std::array<std::uint8_t, 5>{1, 2, 3, 0x83, 0x84});
}

TEST_CASE("a secret moved onto itself stays") {
  const auto source = support::counting<32>();
  Secret secret{source};
  Secret& same = secret;
  secret = std::move(same);
  CHECK(support::same(secret.bytes(), source));
}

TEST_CASE("a cleared secret is zeros") {
  Secret secret{support::counting<32>()};
  secret.clear();
  CHECK(support::all_zero(secret.bytes()));
}

TEST_CASE("a secret is neither copied nor compared, and its size is part of its type") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Secret>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Secret>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Secret, e3::FixedBytes<31>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<e3::FixedBytes<32>, Secret>);
  STATIC_REQUIRE(Secret::size == 32);
}

#if E3_TEST_SEES_STACK
TEST_CASE("a secret that leaves is wiped") {
  static const auto pattern = support::counting<32>(0x81);
  support::OwnStack stack;
  SECTION("as a plain array it stays in memory") {
    stack.run([] {
      auto plain = pattern;
      asm volatile("" : : "r"(plain.data()) : "memory");
    });
    CHECK(support::contains(stack.bytes(), pattern));
  }
  SECTION("as a secret it does not") {
    stack.run([] {
      Secret secret{pattern};
      asm volatile("" : : "r"(secret.bytes().data()) : "memory");
    });
    CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
  }
}
#endif
