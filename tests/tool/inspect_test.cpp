#include <nlohmann/json.hpp>
#include <string>

#include "e3/e3.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/sandbox.hpp"

// inspect says what peek says, and shows every byte.

using namespace tool_tests;

namespace {

using Json = nlohmann::json;

e3::Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Every form that an envelope can have.
const std::vector<Arguments> forms{{"--device", "0102030405060708"},
                                   {"--device", "0102030405", "--alias", "a1a2"},
                                   {"--device", "0102030405", "--no-address"},
                                   {"--device", "0102030405", "--codec", "standard", "--suite", "aes-256-gcm"},
                                   {"--device", "01", "--codec", "standard", "--commitment"}};

}  // namespace

TEST_CASE("the fields that inspect shows are those of peek, and cover every byte once") {
  const Sandbox box;
  const auto form = GENERATE(range(0, static_cast<int>(forms.size())));
  const bool salted = GENERATE(true, false);
  box.provision("demo", forms[static_cast<std::size_t>(form)]);
  for (int i = 0; i < 3; ++i) {
    box.succeeds({"rotate", box / "demo/device"});
  }
  box.seal("demo/device", "first");
  const auto path = box.seal("demo/device", "envelope", "21.5 C", salted ? Arguments{} : Arguments{"--no-salt"});
  const std::string envelope = box.read("envelope");
  const auto header = e3::peek(bytes_of(envelope));
  REQUIRE(header);

  const Json json = Json::parse(box.succeeds({"inspect", path, "--json"}));
  CHECK(json.at("verified") == false);
  CHECK(json.at("codec") == (header->codec == e3::CodecId::standard ? "standard" : "compact"));
  CHECK(json.at("size") == envelope.size());
  CHECK(json.at("payload_size") == 6);
  CHECK(json.at("epoch") == 3);
  CHECK(json.at("counter") == 1);
  CHECK(json.at("address") == support::hex(header->address.bytes()));
  CHECK(json.contains("suite") == header->suite.has_value());
  CHECK(json.contains("commitment") == header->commitment.has_value());
  if (header->nonce) {
    CHECK(json.at("nonce") == support::hex(*header->nonce));
  } else {
    CHECK(json.at("boot_salt") == header->boot_salt);
    CHECK((header->boot_salt != 0) == salted);
  }

  std::string joined;
  std::map<std::string, std::string> bytes;
  for (const auto& field : json.at("fields")) {
    CHECK(field.at("offset") == joined.size() / 2);
    CHECK(field.at("size").get<std::size_t>() * 2 == field.at("bytes").get<std::string>().size());
    CHECK_FALSE(field.at("meaning").get<std::string>().empty());
    joined += field.at("bytes").get<std::string>();
    bytes[field.at("name").get<std::string>()] = field.at("bytes").get<std::string>();
  }
  CHECK(joined == support::hex(bytes_of(envelope)));
  CHECK(bytes.at("tag").size() == 32);
  CHECK(bytes.at("ciphertext").size() == 12);
  if (header->codec == e3::CodecId::standard) {
    CHECK(bytes.at("counter") == "0000000000000001");
    CHECK(bytes.at("device ID") == support::hex(header->address.bytes()));
    CHECK(bytes.at("nonce") == support::hex(*header->nonce));
  } else {
    CHECK(bytes.at("counter") == "01");
    CHECK(bytes.at("key epoch") == "03");
    CHECK(bytes.count("address") == (header->address.size() > 0 ? 1 : 0));
    CHECK(bytes.count("boot salt") == (salted ? 1 : 0));
  }
}

TEST_CASE("the table that inspect shows has a line for each field") {
  const Provisioned box;
  const auto table = box.succeeds({"inspect", box.seal("demo/device", "envelope", "", {"--no-salt"})});
  const std::string expected{
      "offset +size +field +bytes +meaning\n"
      "0 +1 +control +a0 +a compact envelope: address of 8 bytes, counter of 1 byte, epoch of 0 bytes, no boot salt\n"
      "1 +8 +address +70b3d57ed0000001 +device ID or alias .*\n"
      "9 +1 +counter +00 +message 0 .*\n"
      "10 +16 +tag +[0-9a-f]{32} +covers .*\n"};
  CHECK(is_match(table, expected));
}

TEST_CASE("open --inspect shows the same table beside the payload") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  const auto table = box.succeeds({"inspect", envelope});
  const auto ended = run({"open", box.cloud(), envelope, "--inspect"});
  CHECK(ended.code == done);
  CHECK(ended.out == "21.5 C");
  CHECK(ended.err == table + "authentic, from device 70b3d57ed0000001\n");
}

TEST_CASE("inspect reads lines") {
  const Provisioned box;
  const auto sealed = box.succeeds({"seal", box.device(), "--lines"}, {.input = "one\ntwo"});
  const auto lines = box.succeeds({"inspect", "--lines", "--json"}, {.input = sealed});
  const auto middle = lines.find('\n') + 1;
  CHECK(Json::parse(lines.substr(0, middle)).at("counter") == 0);
  CHECK(Json::parse(lines.substr(middle)).at("counter") == 1);
}

TEST_CASE("inspect refuses what is no envelope", "[misuse]") {
  const Sandbox box;
  const std::string bytes = GENERATE(as<std::string>{}, "hello, world", "", "\xE3", "\xFF");
  box.refuses(bad_input, "standard input: ", {"inspect"}, {.input = bytes});
}
