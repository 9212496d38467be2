#include <filesystem>
#include <string>

#include "support/catch.hpp"
#include "support/sandbox.hpp"

// Envelopes that are not opened, and inputs that are none.

using namespace tool_tests;

namespace {

std::string flipped(std::string bytes, std::size_t at) {
  bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
  return bytes;
}

/// A device and cloud, and an envelope of the device that was not opened yet.
struct Sealed : Provisioned {
  std::string path = seal("demo/device", "envelope");

  void refuses_bytes(int code, const std::string& sentence, const std::string& bytes) const {
    refuses(code, sentence, {"open", cloud()}, {.input = bytes});
    // Whatever was presented, the honest envelope still opens.
    CHECK(succeeds({"open", cloud(), path}) == "21.5 C");
  }
};

}  // namespace

TEST_CASE("an empty input is no envelope", "[misuse]") {
  Sealed{}.refuses_bytes(bad_input, "standard input: it is empty.*check what wrote it", "");
}

TEST_CASE("text is no envelope", "[misuse]") {
  Sealed{}.refuses_bytes(bad_input, "not an envelope; drop", "\xFFhello, world, this is no envelope");
}

TEST_CASE("an envelope cut off in its header is no envelope", "[misuse]") {
  const Sealed box;
  box.refuses_bytes(bad_input, "not an envelope; drop", box.read("envelope").substr(0, 10));
}

TEST_CASE("an envelope of a later version is refused", "[misuse]") {
  const Sealed box;
  std::string bytes(60, '\0');
  bytes[0] = '\xE3';
  bytes[1] = '\x22';
  bytes[3] = '\x08';
  box.refuses_bytes(bad_input, "has a version that this library does not read; update", bytes);
}

TEST_CASE("an envelope that lacks its last byte is not authentic", "[misuse]") {
  const Sealed box;
  const auto bytes = box.read("envelope");
  box.refuses_bytes(not_authentic, "forged, damaged.*drop it", bytes.substr(0, bytes.size() - 1));
}

TEST_CASE("an envelope with a byte too many is not authentic", "[misuse]") {
  const Sealed box;
  box.refuses_bytes(not_authentic, "forged, damaged.*drop it", box.read("envelope") + "x");
}

TEST_CASE("an envelope with a changed payload is not authentic", "[misuse]") {
  const Sealed box;
  const auto bytes = box.read("envelope");
  box.refuses_bytes(not_authentic, "forged, damaged.*drop it", flipped(bytes, bytes.size() - 17));
}

TEST_CASE("an envelope with a changed tag is not authentic", "[misuse]") {
  const Sealed box;
  const auto bytes = box.read("envelope");
  box.refuses_bytes(not_authentic, "forged, damaged.*drop it", flipped(bytes, bytes.size() - 1));
}

TEST_CASE("an envelope with a changed counter is not authentic", "[misuse]") {
  const Sealed box;
  box.refuses_bytes(not_authentic, "forged, damaged.*drop it", flipped(box.read("envelope"), 9));
}

TEST_CASE("binary garbage is refused", "[misuse]") {
  std::string garbage;
  for (unsigned i = 0; i < 1000; ++i) {
    garbage += static_cast<char>(i * 7 + i / 256);
  }
  // Its first byte says: a compact envelope without an address, which the folder then stands for.
  Sealed{}.refuses_bytes(not_authentic, "forged, damaged.*drop it", garbage);
}

TEST_CASE("an envelope of the same device under another root is not authentic", "[misuse]") {
  const Sealed box;
  box.provision("other");
  box.seal("other/device", "foreign");
  box.refuses_bytes(not_authentic, "sealed under another key.*drop it", box.read("foreign"));
}

TEST_CASE("an envelope of another device is refused", "[misuse]") {
  const Sealed box;
  box.provision("other", {"--device", "70b3d57ed0000002"});
  box.seal("other/device", "foreign");
  box.refuses_bytes(not_authentic, "no device is known under this address; drop", box.read("foreign"));
}

TEST_CASE("an envelope with other associated data is not authentic", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope", "on", {"--aad", "reading 1"});
  box.refuses(not_authentic, "another key or aad; drop it", {"open", box.cloud(), envelope, "--aad", "command 1"});
  CHECK(box.succeeds({"open", box.cloud(), envelope, "--aad-hex", "72656164696e672031"}) == "on");
}

TEST_CASE("an envelope whose associated data is left out is not authentic", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope", "on", {"--aad-hex", "00"});
  box.refuses(not_authentic, "another key or aad; drop it", {"open", box.cloud(), envelope});
}

TEST_CASE("an envelope is opened once", "[misuse]") {
  const Sealed box;
  box.succeeds({"open", box.cloud(), box.path});
  box.refuses(replayed, "envelope: this envelope was accepted before; drop it", {"open", box.cloud(), box.path});
}

TEST_CASE("an envelope from before the replay window is refused", "[misuse]") {
  const Provisioned box;
  const auto first = box.seal("demo/device", "first");
  std::string lines;
  for (int i = 0; i < 64; ++i) {
    lines += "x\n";
  }
  const auto sealed = box.succeeds({"seal", box.device(), "--lines"}, {.input = lines});
  const auto opened = run({"open", box.cloud(), "--lines"}, {.input = sealed});
  REQUIRE(opened.out == lines);
  box.refuses(replayed, "older than the replay window can tell; drop it", {"open", box.cloud(), first});
}

TEST_CASE("an uplink envelope is not opened by its own side", "[misuse]") {
  const Sealed box;
  box.refuses(not_authentic, "forged, damaged.*drop it", {"open", box.device(), box.path});
}

TEST_CASE("a downlink envelope is not opened by its own side", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/cloud", "command");
  box.refuses(not_authentic, "forged, damaged.*drop it", {"open", box.cloud(), envelope});
}

TEST_CASE("an envelope of an epoch that is closed is refused", "[misuse]") {
  const Provisioned box;
  const auto old = box.seal("demo/device", "epoch 0");
  for (const std::string name : {"epoch 1", "epoch 2"}) {
    box.succeeds({"rotate", box.device()});
    box.succeeds({"open", box.cloud(), box.seal("demo/device", name)});
  }
  box.refuses(not_authentic, "key epoch is closed for good; drop it", {"open", box.cloud(), old});
}

TEST_CASE("an envelope that claims a far epoch is not authentic", "[misuse]") {
  const Provisioned box;
  box.succeeds({"rotate", box.device()});
  auto bytes = box.read(box.seal("demo/device", "envelope").substr((box / "").size()));
  bytes[1] = static_cast<char>(0x7F);
  box.refuses(not_authentic, "forged, damaged.*drop it", {"open", box.cloud()}, {.input = bytes});
}

TEST_CASE("hexadecimal digits without --hex are refused", "[misuse]") {
  const Provisioned box;
  const std::string command = GENERATE(as<std::string>{}, "open", "inspect");
  const auto digits = box.succeeds({"seal", box.device(), "--hex"}, {.input = "x"});
  Arguments arguments{command, box.write("digits", digits)};
  if (command == "open") {
    arguments.insert(arguments.begin() + 1, box.cloud());
  }
  box.refuses(bad_input, "digits: these are hexadecimal digits, and an envelope is binary; say --hex", arguments);
}

TEST_CASE("an envelope of another suite is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", "an example of thirty-two bytes..");
  box.provision("one", {"--side", "device", "--root", box / "root.key", "--device", "01", "--codec", "standard",
                        "--suite", "aes-256-gcm"});
  box.provision("two", {"--side", "cloud", "--root", box / "root.key", "--device", "01", "--codec", "standard"});
  box.refuses(not_authentic, "use the suite the device was provisioned with",
              {"open", box / "two", box.seal("one", "envelope")});
}

TEST_CASE("an envelope without the key commitment that is required is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", "an example of thirty-two bytes..");
  const Arguments common{"--root", box / "root.key", "--device", "01", "--codec", "standard", "--side"};
  Arguments plain{common};
  plain.push_back("device");
  box.provision("one", plain);
  Arguments committed{common};
  committed.insert(committed.end(), {"cloud", "--commitment"});
  box.provision("two", committed);
  box.refuses(not_authentic, "key commitment is missing where it is required.*drop",
              {"open", box / "two", box.seal("one", "envelope")});
}

TEST_CASE("an odd number of hexadecimal digits is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_input, "standard input: this is not an even number of hexadecimal digits.*e3 seal --hex",
              {"open", box.cloud(), "--hex"}, {.input = "b0123\n"});
}

TEST_CASE("a letter that is no hexadecimal digit is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_input, "hexadecimal digits.*leave out --hex", {"inspect", "--hex"}, {.input = "b0123g"});
}

TEST_CASE("an envelope in bytes is refused where hexadecimal digits are read", "[misuse]") {
  const Sealed box;
  box.refuses(bad_input, "hexadecimal digits.*leave out --hex", {"open", box.cloud(), box.path, "--hex"});
}

TEST_CASE("an input file that is not there is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_input, "nothing: the file cannot be read .No such file.*check the path",
              {"seal", box.device(), box / "nothing"});
}

TEST_CASE("a folder as input is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_input, "the input cannot be read .Is a directory.*name a file", {"seal", box.device(), box / "demo"});
}

TEST_CASE("a closed standard input is not taken for an empty payload", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_input, "standard input: it is closed; name a file", {"seal", box.device(), "-o", box / "envelope"},
              {.input_closed = true});
}

TEST_CASE("a payload that is too large is refused", "[misuse]") {
  const Provisioned box;
  const std::string large(65537, 'x');
  box.refuses(bad_input, "standard input: more than 65536 bytes.*split it",
              {"seal", box.device(), "-o", box / "envelope"}, {.input = large});
  box.seal("demo/device", "envelope", std::string(65536, 'x'));
}

TEST_CASE("an endless input is refused", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_input, "/dev/zero: more than 16777216 bytes.*split it", {"inspect", "/dev/zero"});
}

TEST_CASE("a line that is too long is refused", "[misuse]") {
  const Provisioned box;
  std::string large(65538, 'x');
  large.back() = '\n';
  box.refuses(bad_input, "standard input, line 1: more than 65536 bytes.*split it", {"seal", box.device(), "--lines"},
              {.input = large});
}

TEST_CASE("one refused line does not keep the others from being opened", "[misuse]") {
  const Provisioned box;
  const auto sealed = box.succeeds({"seal", box.device(), "--lines"}, {.input = "one\ntwo\nthree\n"});
  const auto second = sealed.find('\n') + 1;
  const auto ended =
      run({"open", box.cloud(), "--lines"},
          {.input = sealed.substr(0, second) + sealed.substr(0, second) + "zz\n" + sealed.substr(second)});
  CHECK(ended.code == replayed);
  CHECK(ended.out == "one\ntwo\nthree\n");
  CHECK(ended.err.find("line 2: this envelope was accepted before") != std::string::npos);
  CHECK(ended.err.find("line 3: this is not an even number") != std::string::npos);
}

TEST_CASE("a payload with a line break is not opened as a line, and stays to be opened", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.succeeds({"seal", box.device(), "--hex"}, {.input = "one\ntwo"});
  box.refuses(usage, "has a line break.*--json.*not opened yet", {"open", box.cloud(), "--lines"}, {.input = envelope});
  CHECK(box.succeeds({"open", box.cloud(), "--hex"}, {.input = envelope}) == "one\ntwo");
}
