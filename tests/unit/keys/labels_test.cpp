#include "e3/keys/labels.hpp"

#include <string_view>

#include "support/catch.hpp"

namespace {

template <class Label>
bool spells(const Label& label, std::string_view text) {
  return std::string_view{reinterpret_cast<const char*>(label.data()), label.size()} == text;
}

}  // namespace

TEST_CASE("labels are the ASCII bytes of the format, without a closing zero") {
  CHECK(spells(e3::labels::extract_salt, "E3 v1"));
  CHECK(spells(e3::labels::traffic, "E3 v1 traffic"));
  CHECK(spells(e3::labels::ratchet, "E3 v1 ratchet"));
  CHECK(spells(e3::labels::device, "E3 v1 device"));
}
