#include "e3/crypto/joined_aad.hpp"

#include <cstddef>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/traps.hpp"

TEST_CASE("header and extra are joined in order, at all sizes") {
  for (std::size_t header_size = 0; header_size <= e3::max_header_size; header_size += 4) {
    for (std::size_t extra_size = 0; extra_size <= e3::max_extra_aad_size; ++extra_size) {
      const auto header = support::counting_vector(header_size);
      const auto extra = support::counting_vector(extra_size, 100);
      auto wanted = header;
      wanted.insert(wanted.end(), extra.begin(), extra.end());
      e3::AadBuffer buffer;
      REQUIRE(support::same(e3::joined({header, extra}, buffer), wanted));
    }
  }
}

TEST_CASE("a header alone is not copied") {
  const auto header = support::counting_vector(20);
  e3::AadBuffer buffer;
  CHECK(e3::joined({header, {}}, buffer).data() == header.data());
}

TEST_CASE("joining more than a backend must take traps") {
  const auto header = support::counting_vector(e3::max_header_size + 1);
  const auto extra = support::counting_vector(e3::max_extra_aad_size);
  e3::AadBuffer buffer;
  CHECK(support::traps([&] { static_cast<void>(e3::joined({header, extra}, buffer)); }));
}
