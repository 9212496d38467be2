#include <algorithm>
#include <cstddef>
#include <vector>

#include "outside/fetched.hpp"
#include "outside/judge.hpp"
#include "outside/planted_rows.hpp"
#include "support/catch.hpp"

// Backends with a fault planted in them: the outside cases must find it, and nothing else.

namespace {

using outside::AeadCase;
using outside::corpus;
namespace planted = outside::planted;

template <template <e3::Suite> class A, class Case>
std::size_t wrong_of(const std::vector<Case>& cases) {
  return outside::judge_all<planted::Row<A>>(cases, corpus().sources.size()).wrong.size();
}

template <class Cases, class Is>
std::size_t count(const Cases& cases, Is is) {
  return static_cast<std::size_t>(std::count_if(cases.begin(), cases.end(), is));
}

bool is_valid(const AeadCase& one) { return one.valid; }
bool is_valid_with_payload(const AeadCase& one) { return one.valid && !one.plaintext.empty(); }

/// The valid ones of `cases`, called invalid.
template <class Case>
std::vector<Case> miscalled(std::vector<Case> cases) {
  std::erase_if(cases, [](const Case& one) { return !one.valid; });
  for (auto& one : cases) {
    one.valid = false;
  }
  return cases;
}

/// True if there are cases, and libsodium has none right.
template <class Case>
bool all_wrong(const std::vector<Case>& cases) {
  return !cases.empty() &&
         outside::judge_all<backends::SodiumRow>(cases, corpus().sources.size()).wrong.size() == cases.size();
}

}  // namespace

TEST_CASE("what the faults are planted in has every case right") {
  CHECK(wrong_of<planted::Sound>(corpus().full_tag) == 0);
  CHECK(wrong_of<planted::Sound>(corpus().truncated_tag) == 0);
}

TEST_CASE("a backend that flips one bit of a tag is found out by every case that can show it") {
  CHECK(wrong_of<planted::FlipsTagBit>(corpus().full_tag) == count(corpus().full_tag, is_valid));
  CHECK(wrong_of<planted::FlipsTagBit>(corpus().truncated_tag) >= count(corpus().truncated_tag, is_valid));
}

TEST_CASE("a backend that flips one bit of ciphertext is found out by every case that can show it") {
  CHECK(wrong_of<planted::FlipsCiphertextBit>(corpus().full_tag) == count(corpus().full_tag, is_valid_with_payload));
  CHECK(wrong_of<planted::FlipsCiphertextBit>(corpus().truncated_tag) ==
        count(corpus().truncated_tag, is_valid_with_payload));
}

TEST_CASE("a backend that flips one bit of what it opens is found out by every case that can show it") {
  CHECK(wrong_of<planted::FlipsOpenedBit>(corpus().full_tag) == count(corpus().full_tag, is_valid_with_payload));
}

TEST_CASE("a backend that accepts everything is found out by every case that must not open") {
  const auto invalid = count(corpus().full_tag, [](const AeadCase& one) { return !one.valid; });
  CHECK(invalid > 0);
  CHECK(wrong_of<planted::AcceptsEverything>(corpus().full_tag) == invalid);
}

TEST_CASE("a backend that accepts nothing is found out by every case that must open") {
  CHECK(wrong_of<planted::AcceptsNothing>(corpus().full_tag) == count(corpus().full_tag, is_valid));
}

TEST_CASE("a backend that leaves out a part of the associated data is found out by every case that has some") {
  const auto shows = [](const AeadCase& one) { return one.valid && !one.aad.empty(); };
  CHECK(wrong_of<planted::LeavesOutHeader>(corpus().full_tag) == count(corpus().full_tag, shows));
  CHECK(wrong_of<planted::LeavesOutExtra>(corpus().full_tag) == count(corpus().full_tag, shows));
  CHECK(wrong_of<planted::LeavesOutExtra>(corpus().truncated_tag) >= count(corpus().truncated_tag, shows));
}

TEST_CASE("a backend that lacks its hardware has no case right") {
  CHECK(wrong_of<planted::LacksHardware>(corpus().full_tag) == corpus().full_tag.size());
  CHECK(wrong_of<planted::LacksHardware>(corpus().truncated_tag) == corpus().truncated_tag.size());
}

TEST_CASE("an HMAC with one bit flipped is found out by every case of HKDF, and by every one of HMAC that is valid") {
  const std::size_t sources = corpus().sources.size();
  const auto valid = [](const outside::HmacCase& one) { return one.valid; };
  CHECK(outside::judge_all<planted::FlippedHmacRow>(corpus().hkdf, sources).wrong.size() == corpus().hkdf.size());
  CHECK(outside::judge_all<planted::FlippedHmacRow>(corpus().hmac, sources).wrong.size() >=
        count(corpus().hmac, valid));
}

TEST_CASE("no backend has a valid case right that is called invalid") {
  CHECK(all_wrong(miscalled(corpus().full_tag)));
  CHECK(all_wrong(miscalled(corpus().truncated_tag)));
  CHECK(all_wrong(miscalled(corpus().hmac)));
}

TEST_CASE("an HMAC that fails has no case right") {
  CHECK(outside::judge_all<planted::FailingHmacRow>(corpus().hmac, corpus().sources.size()).wrong.size() ==
        corpus().hmac.size());
}
