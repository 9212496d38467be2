#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/sandbox.hpp"

// What one side seals the other opens, in every form.

using namespace tool_tests;

namespace {

using Json = nlohmann::json;

std::string id_of_size(int size) {
  std::string id;
  for (int i = 0; i < size; ++i) {
    id += i == 0 ? "a0" : "5f";
  }
  return id;
}

void both_directions(const Sandbox& box) {
  for (const auto& [from, to] : {std::pair{"demo/device", "demo/cloud"}, std::pair{"demo/cloud", "demo/device"}}) {
    for (const auto& payload : {std::string{}, std::string{"\0\n\xFF", 3}}) {
      const auto envelope = box.succeeds({"seal", box / from, "--hex", "--aad", "kind"}, {.input = payload});
      CHECK(box.succeeds({"open", box / to, "--hex", "--aad", "kind"}, {.input = envelope}) == payload);
    }
  }
}

}  // namespace

TEST_CASE("both sides open what the other sealed, in both suites and each form") {
  const Sandbox box;
  const auto suite = GENERATE(as<std::string>{}, "chacha20-poly1305", "aes-256-gcm");
  const Arguments form =
      GENERATE(Arguments{"--device", "70b3d57ed0000001"}, Arguments{"--device", "01020304", "--alias", "a1a2"},
               Arguments{"--device", "0102030405", "--no-address"}, Arguments{"--codec", "standard"},
               Arguments{"--codec", "standard", "--commitment"});
  Arguments options{form};
  options.insert(options.end(), {"--suite", suite});
  box.provision("demo", options);
  both_directions(box);
}

TEST_CASE("standard envelopes carry a device ID of any size, with and without commitment") {
  const Sandbox box;
  const int size = GENERATE(range(1, 17));
  const bool committed = GENERATE(false, true);
  Arguments options{"--codec", "standard", "--device", id_of_size(size)};
  if (committed) {
    options.emplace_back("--commitment");
  }
  box.provision("demo", options);
  const auto path = box.seal("demo/device", "envelope", "x", {"--no-salt"});
  CHECK(box.read("envelope").size() == static_cast<std::size_t>(44 + size + (committed ? 32 : 0) + 1));
  CHECK(box.succeeds({"open", box / "demo/cloud", path}) == "x");
}

TEST_CASE("compact envelopes carry a device ID of each size") {
  const Sandbox box;
  const int size = GENERATE(1, 2, 4, 6, 8, 16);
  box.provision("demo", {"--device", id_of_size(size)});
  const auto path = box.seal("demo/device", "envelope", "x", {"--no-salt"});
  CHECK(box.read("envelope").size() == static_cast<std::size_t>(18 + size + 1));
  CHECK(box.succeeds({"open", box / "demo/cloud", path}) == "x");
}

TEST_CASE("a file goes through as it is") {
  const Provisioned box;
  std::string payload;
  for (unsigned i = 0; i < 65536; ++i) {
    payload += static_cast<char>(i * i >> 3);
  }
  const auto input = box.write("input", payload);
  box.succeeds({"seal", box.device(), input, "-o", box / "envelope"});
  box.succeeds({"open", box.cloud(), box / "envelope", "-o", box / "output"});
  CHECK(box.read("output") == payload);
}

TEST_CASE("lines go through one by one") {
  const Provisioned box;
  const auto sealed = box.succeeds({"seal", box.device(), "--lines"}, {.input = "one\n\nthree"});
  CHECK(box.succeeds({"open", box.cloud(), "--lines"}, {.input = sealed}) == "one\n\nthree\n");
}

TEST_CASE("JSON says what was sealed and opened") {
  const Provisioned box;
  box.seal("demo/device", "lost");
  const Json sealed = Json::parse(box.succeeds({"seal", box.device(), "--json"}, {.input = "on\n"}));
  CHECK(sealed.at("device") == "70b3d57ed0000001");
  CHECK(sealed.at("suite") == "chacha20-poly1305");
  CHECK(sealed.at("codec") == "compact");
  CHECK(sealed.at("epoch") == 0);
  CHECK(sealed.at("counter") == 1);
  const auto envelope = sealed.at("envelope").get<std::string>();
  CHECK(sealed.at("size") == envelope.size() / 2);
  const Json opened = Json::parse(box.succeeds({"open", box.cloud(), "--hex", "--json"}, {.input = envelope}));
  CHECK(opened.at("verified") == true);
  CHECK(opened.at("payload") == "6f6e0a");
  CHECK(opened.at("counter") == 1);
  CHECK(opened.at("missing") == Json{{"first", 0}, {"count", 1}});
  CHECK(opened.at("late") == false);
  const Json late = Json::parse(box.succeeds({"open", box.cloud(), box / "lost", "--json"}));
  CHECK(late.at("late") == true);
  CHECK(late.at("missing").is_null());
}

TEST_CASE("JSON names the file where the bytes went") {
  const Provisioned box;
  const Json sealed =
      Json::parse(box.succeeds({"seal", box.device(), "--json", "-o", box / "envelope"}, {.input = "on"}));
  CHECK(sealed.at("output") == box / "envelope");
  CHECK_FALSE(sealed.contains("envelope"));
  CHECK(sealed.at("size") == box.read("envelope").size());
  const Json opened =
      Json::parse(box.succeeds({"open", box.cloud(), box / "envelope", "--json", "-o", box / "payload"}));
  CHECK(opened.at("output") == box / "payload");
  CHECK_FALSE(opened.contains("payload"));
  CHECK(box.read("payload") == "on");
}

TEST_CASE("JSON names files whose names are no UTF-8") {
  const Sandbox box;
  const Json provisioned = Json::parse(box.succeeds({"provision", box / "\xFF", "--json"}));
  CHECK(provisioned.at("folders").at("device") == box / "\xEF\xBF\xBD/device");
  const Json sealed =
      Json::parse(box.succeeds({"seal", box / "\xFF/device", "--json", "-o", box / "\xFE"}, {.input = "on"}));
  CHECK(sealed.at("output") == box / "\xEF\xBF\xBD");
  const Json opened =
      Json::parse(box.succeeds({"open", box / "\xFF/cloud", box / "\xFE", "--json", "-o", box / "\xFD"}));
  CHECK(opened.at("output") == box / "\xEF\xBF\xBD");
}

TEST_CASE("JSON says what was provisioned") {
  const Sandbox box;
  const Json json = Json::parse(box.succeeds({"provision", box / "demo", "--json", "--device", "01ff"}));
  CHECK(json.at("device") == "01ff");
  CHECK(json.at("folders").at("device") == box / "demo/device");
  CHECK(json.at("folders").at("cloud") == box / "demo/cloud");
}
