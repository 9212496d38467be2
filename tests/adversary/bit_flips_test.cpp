#include "bit_flips.hpp"

#include <cinttypes>
#include <cstdio>

#include "support/catch.hpp"

using adversary::BitFlips;
using adversary::Careless;
using adversary::Part;

TEST_CASE(
    "every single-bit flip of header, payload, tag or aad is refused, and the unflipped envelope then opens once") {
  const auto report = BitFlips<e3::Sodium>{}.run();
  std::printf("bit flips: %" PRIu64 " envelopes, %" PRIu64 " flips, AES-256-GCM %s\n", report.envelopes, report.flips,
              adversary::has_gcm() ? "included" : "missing on this machine");
  CHECK(report.envelopes >= (adversary::has_gcm() ? 400U : 200U));
  CHECK(report.opened == 0);
  CHECK(report.misjudged == 0);
  CHECK(report.left_bytes == 0);
  CHECK(report.state_changes == 0);
  CHECK(report.not_once == 0);
}

TEST_CASE("the bit flips find a cipher that forgets the caller's aad") {
  CHECK(BitFlips<Careless<Part::callers_aad>>{}.run_part().opened > 0);
}

TEST_CASE("the bit flips find a cipher that compares all but the last byte of the tag") {
  CHECK(BitFlips<Careless<Part::last_tag_byte>>{}.run_part().opened > 0);
}
