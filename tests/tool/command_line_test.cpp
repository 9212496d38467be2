#include <string>

#include "e3/version.hpp"
#include "support/catch.hpp"
#include "support/sandbox.hpp"

// Command lines that cannot be obeyed: nothing is read, nothing is done.

using namespace tool_tests;

namespace {

void refuses_line(const std::string& sentence, const Arguments& arguments) {
  const Sandbox box;
  Arguments full{arguments};
  for (auto& argument : full) {
    if (argument == "NEW") {
      argument = box / "new";
    }
  }
  box.refuses(usage, sentence, full);
}

void refuses_option(const std::string& sentence, const Arguments& options) {
  const Provisioned box;
  Arguments arguments{"seal", box.device()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  box.refuses(usage, sentence, arguments, {.input = "x"});
}

}  // namespace

TEST_CASE("the version is the library's") {
  const Sandbox box;
  CHECK(box.succeeds({"--version"}) == std::string{"e3 "} + e3::version + "\n");
}

TEST_CASE("each command has a help") {
  const Sandbox box;
  const std::string command = GENERATE(as<std::string>{}, "keygen", "provision", "seal", "open", "inspect", "rotate");
  CHECK(box.succeeds({command, "--help"}).find("Usage: e3 " + command) != std::string::npos);
  CHECK(box.succeeds({"--help"}).find("  " + command + " ") != std::string::npos);
}

TEST_CASE("no command is refused", "[misuse]") { refuses_line("A subcommand is required; see `e3 --help`", {}); }

TEST_CASE("an unknown command is refused", "[misuse]") {
  refuses_line("there is no command `encrypt`; see `e3 --help`", {"encrypt", "file"});
}

TEST_CASE("an unknown option is refused", "[misuse]") {
  refuses_line("not expected: --nonce; see `e3 --help`", {"inspect", "--nonce"});
}

TEST_CASE("a nonce is not an option", "[misuse]") { refuses_option("--nonce", {"--nonce", "0"}); }

TEST_CASE("a key is not an option", "[misuse]") { refuses_option("--key", {"--key", "00"}); }

TEST_CASE("an empty value is refused, and does not count as left out", "[misuse]") {
  const std::string option = GENERATE(as<std::string>{}, "--device", "--root", "--alias");
  refuses_line(option + ": an empty value means nothing; see", {"provision", "NEW", option, ""});
}

TEST_CASE("an empty name is refused", "[misuse]") {
  const std::string command = GENERATE(as<std::string>{}, "keygen", "provision", "seal", "open", "inspect", "rotate");
  refuses_line("(FILE|FOLDER|INPUT): an empty value means nothing; see", {command, ""});
}

TEST_CASE("an empty output name is refused", "[misuse]") {
  refuses_option("--output: an empty value means nothing; see", {"-o", ""});
}

TEST_CASE("a missing folder is refused", "[misuse]") { refuses_line("FOLDER is required; see", {"seal"}); }

TEST_CASE("a missing file name is refused", "[misuse]") { refuses_line("FILE is required; see", {"keygen"}); }

TEST_CASE("an argument too many is refused", "[misuse]") {
  refuses_line("not expected: c; see", {"inspect", "a", "c"});
}

TEST_CASE("an option without its value is refused", "[misuse]") { refuses_option("--output.*; see", {"-o"}); }

TEST_CASE("an option that is given twice is refused", "[misuse]") {
  refuses_option("--aad.*; see", {"--aad", "a", "--aad", "b"});
}

TEST_CASE("the options --hex and --lines exclude each other", "[misuse]") {
  refuses_option("--(hex|lines) excludes --(hex|lines); see", {"--hex", "--lines"});
}

TEST_CASE("the options --lines and -o exclude each other", "[misuse]") {
  refuses_option("--(lines|output) excludes --(lines|output); see", {"--lines", "-o", "file"});
}

TEST_CASE("the options --aad and --aad-hex exclude each other", "[misuse]") {
  refuses_option("--aad(-hex)? excludes --aad(-hex)?; see", {"--aad", "a", "--aad-hex", "61"});
}

TEST_CASE("associated data that is too large is refused", "[misuse]") {
  refuses_option("--aad: .*larger than 128 bytes; shorten it", {"--aad", std::string(129, 'a')});
}

TEST_CASE("associated data that is not hexadecimal is refused", "[misuse]") {
  refuses_option("--aad-hex: .*; give an even number of hexadecimal digits", {"--aad-hex", "6"});
}

TEST_CASE("an unknown suite is refused", "[misuse]") {
  refuses_line("--suite: rot13 not in .*; see", {"provision", "NEW", "--suite", "rot13"});
}

TEST_CASE("an unknown codec is refused", "[misuse]") {
  refuses_line("--codec: base64 not in .*; see", {"provision", "NEW", "--codec", "base64"});
}

TEST_CASE("an unknown side is refused", "[misuse]") {
  refuses_line("--side: gateway not in .*; see", {"provision", "NEW", "--side", "gateway"});
}

TEST_CASE("a device ID that is not hexadecimal is refused", "[misuse]") {
  refuses_line("--device: .*1 to 16 bytes; give", {"provision", "NEW", "--device", "sensor-1"});
}

TEST_CASE("a device ID of half a byte is refused", "[misuse]") {
  refuses_line("--device: .*1 to 16 bytes; give", {"provision", "NEW", "--device", "1"});
}

TEST_CASE("a device ID of 17 bytes is refused", "[misuse]") {
  refuses_line("--device: .*1 to 16 bytes; give", {"provision", "NEW", "--device", std::string(34, '1')});
}

TEST_CASE("a device ID of a size that compact envelopes do not carry is refused", "[misuse]") {
  refuses_line("1, 2, 4, 6, 8 or 16 bytes: choose", {"provision", "NEW", "--device", "0102030405"});
}

TEST_CASE("an alias of a size that compact envelopes do not carry is refused", "[misuse]") {
  refuses_line("1, 2, 4, 6, 8 or 16 bytes: choose", {"provision", "NEW", "--alias", "010203"});
}

TEST_CASE("an alias of 17 bytes is refused", "[misuse]") {
  refuses_line("--alias: .*16 bytes; give", {"provision", "NEW", "--alias", std::string(34, '1')});
}

TEST_CASE("an alias of the device ID's size is refused", "[misuse]") {
  refuses_line("must differ in size: choose", {"provision", "NEW", "--device", "0102", "--alias", "0304"});
}

TEST_CASE("an alias in standard envelopes is refused", "[misuse]") {
  refuses_line("leave out --alias", {"provision", "NEW", "--codec", "standard", "--alias", "01"});
}

TEST_CASE("a standard envelope without address is refused", "[misuse]") {
  refuses_line("leave out --alias and --no-address", {"provision", "NEW", "--codec", "standard", "--no-address"});
}

TEST_CASE("an alias and no address exclude each other", "[misuse]") {
  refuses_line("--(alias|no-address) excludes --(alias|no-address); see",
               {"provision", "NEW", "--alias", "01", "--no-address"});
}

TEST_CASE("a key commitment in compact envelopes is refused", "[misuse]") {
  refuses_line("leave out --commitment", {"provision", "NEW", "--commitment"});
}

TEST_CASE("one side without a root is refused", "[misuse]") {
  refuses_line("one side alone needs the root.*e3 keygen", {"provision", "NEW", "--side", "device"});
}
