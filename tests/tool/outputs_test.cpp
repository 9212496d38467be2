#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/catch.hpp"
#include "support/sandbox.hpp"

// Where output goes, and what happens when it cannot.

using namespace tool_tests;

namespace {

/// A way to a device by a link, so that a tool which replaced it would replace the link, and not the system's device.
class Device {
 public:
  Device(const Sandbox& box, const std::string& device) : path_{box / "device"} {
    std::filesystem::create_symlink(device, path_);
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;
  ~Device() { CHECK(std::filesystem::is_symlink(path_)); }

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("a sealed file is as open as the umask says, an opened one is its owner's") {
  const Provisioned box;
  const mode_t before = ::umask(022);
  const auto envelope = box.seal("demo/device", "envelope");
  box.succeeds({"open", box.cloud(), envelope, "-o", box / "payload"});
  ::umask(before);
  CHECK(box.permissions("envelope") == 0644);
  CHECK(box.permissions("payload") == 0600);
  CHECK(box.read("payload") == "21.5 C");
}

TEST_CASE("an output file is replaced if that is asked for") {
  const Provisioned box;
  box.write("payload", "old");
  box.succeeds({"open", box.cloud(), box.seal("demo/device", "envelope"), "-o", box / "payload", "--force"});
  CHECK(box.read("payload") == "21.5 C");
}

TEST_CASE("an output may be a device") {
  const Provisioned box;
  const Device null{box, "/dev/null"};
  box.succeeds({"seal", box.device(), "-o", null.path()}, {.input = "x"});
}

TEST_CASE("a payload of text is shown on a terminal") {
  const Provisioned box;
  const auto ended = run({"open", box.cloud(),
                          box.seal("demo/device", "envelope",
                                   "21.5 \xC2\xB0"
                                   "C\n")},
                         {.out = Out::terminal});
  CHECK(ended.code == done);
  CHECK(ended.out ==
        "21.5 \xC2\xB0"
        "C\r\n");
}

TEST_CASE("an existing file is not overwritten by seal", "[misuse]") {
  const Provisioned box;
  box.write("envelope", "old");
  box.refuses(exists, "envelope: this file is there already; choose another name, or say --force",
              {"seal", box.device(), "-o", box / "envelope"}, {.input = "x"});
}

TEST_CASE("two runs that write one new file at once lose nothing: one of them says where its payload is", "[misuse]") {
  const Provisioned box;
  box.provision("other");
  // An assertion belongs to one thread, so a shell starts both runs.
  REQUIRE(::setenv("E3_TEST_FOLDER", (box / "").c_str(), 1) == 0);
  const std::string both =
      "cd \"$E3_TEST_FOLDER\" && rm -f payload\n"
      "open() { " E3_TOOL
      " open \"$1/cloud\" \"$1.e3\" -o payload 2>\"$1.err\"; echo $? >\"$1.code\"; }\n"
      "open demo & open other; wait\n";
  for (int i = 0; i < 10; ++i) {
    std::filesystem::remove(box / "demo.e3");
    std::filesystem::remove(box / "other.e3");
    box.seal("demo/device", "demo.e3", "demo");
    box.seal("other/device", "other.e3", "other");
    REQUIRE(std::system(both.c_str()) == 0);  // NOLINT(cert-env33-c): a fixed command
    const bool first = box.read("demo.code") == "0\n";
    const std::string late = first ? "other" : "demo";
    CHECK(box.read("payload") == (first ? "demo" : "other"));
    const std::string code = box.read(late + ".code");
    const std::string sentence = box.read(late + ".err");
    CAPTURE(sentence);
    if (code == std::to_string(bad_output) + "\n") {
      const auto start = sentence.find("belongs there is in ") + 20;
      CHECK(box.read(sentence.substr(start, sentence.find(", so give that its name") - start)) == late);
    } else {
      CHECK(code == std::to_string(exists) + "\n");
    }
  }
}

TEST_CASE("an existing file is not overwritten by open, and the envelope stays to be opened", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  box.refuses(exists, "envelope: this file is there already", {"open", box.cloud(), envelope, "-o", envelope});
  box.succeeds({"open", box.cloud(), envelope});
}

TEST_CASE("a link that leads nowhere is not written through", "[misuse]") {
  const Provisioned box;
  REQUIRE(::symlink("elsewhere", (box / "envelope").c_str()) == 0);
  box.refuses(exists, "envelope: this file is there already", {"seal", box.device(), "-o", box / "envelope"});
}

TEST_CASE("the system's link to standard output is written through, also with --force") {
  const Provisioned box;
  const auto envelope = box.succeeds({"seal", box.device(), "--force", "-o", "/dev/stdout"}, {.input = "on"});
  CHECK(std::filesystem::is_symlink("/dev/stdout"));
  CHECK(box.succeeds({"open", box.cloud()}, {.input = envelope}) == "on");
}

TEST_CASE("a folder as output is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_output, "demo: this is a folder; give the name of a file",
              {"seal", box.device(), "--force", "-o", box / "demo"});
}

TEST_CASE("an output in a folder that is not there is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_output, "it cannot be created .No such file", {"seal", box.device(), "-o", box / "nowhere/envelope"});
}

TEST_CASE("an output in a folder that may not be written to is refused, and the envelope stays to be opened",
          "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  std::filesystem::create_directory(box / "folder");
  box.allow("folder", 0500);
  box.refuses(bad_output, "payload: it cannot be created .Permission denied.*name another file",
              {"open", box.cloud(), envelope, "-o", box / "folder/payload"}, {.as_plain_user = true});
  box.succeeds({"open", box.cloud(), envelope});
}

TEST_CASE("a closed standard output is refused before a counter is spent", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_output, "standard output: it is closed; leave it open", {"seal", box.device()},
              {.input = "x", .out = Out::closed});
}

TEST_CASE("a closed standard output costs no message, and nothing is written into a store", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  box.refuses(bad_output, "standard output: it is closed; leave it open", {"open", box.cloud(), envelope},
              {.out = Out::closed});
  box.succeeds({"open", box.cloud(), envelope});
}

TEST_CASE("a closed pipe ends seal with its exit code", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "standard output: whoever read it has closed it; nothing more",
                          {"seal", box.device()}, {.input = "x", .out = Out::closed_pipe});
}

TEST_CASE("a closed pipe ends open with its exit code, and the sentence says that the message is spent", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  box.refuses_but_changes(bad_output, "has closed it.*will not open again, so have it sent anew",
                          {"open", box.cloud(), envelope}, {.out = Out::closed_pipe});
  box.refuses(replayed, "accepted before", {"open", box.cloud(), envelope});
}

TEST_CASE("a closed pipe ends seal --lines at once", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "has closed it", {"seal", box.device(), "--lines"},
                          {.input = "one\ntwo\n", .out = Out::closed_pipe});
  // One counter was spent, not two.
  CHECK(box.succeeds({"seal", box.device(), "--json"}).find("\"counter\":1,") != std::string::npos);
}

TEST_CASE("a closed pipe ends inspect with its exit code", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_output, "has closed it", {"inspect", box.seal("demo/device", "envelope")}, {.out = Out::closed_pipe});
}

TEST_CASE("a closed pipe ends the help with its exit code", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_output, "has closed it", {"--help"}, {.out = Out::closed_pipe});
}

TEST_CASE("a full standard output is reported by seal", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "standard output: it cannot be written .No space left.*make room",
                          {"seal", box.device()}, {.input = "x", .out = Out::full});
}

TEST_CASE("a full standard output is reported by open, and the sentence says that the message is spent", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "No space left.*will not open again",
                          {"open", box.cloud(), box.seal("demo/device", "envelope")}, {.out = Out::full});
}

TEST_CASE("where only the report of what was written is lost, the sentence says so", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "envelope is written, and only this report is lost: .*No space left",
                          {"seal", box.device(), "--json", "-o", box / "envelope"}, {.input = "x", .out = Out::full});
  box.refuses_but_changes(bad_output, "payload is written, and only this report is lost: .*No space left",
                          {"open", box.cloud(), box / "envelope", "--json", "-o", box / "payload"}, {.out = Out::full});
  CHECK(box.read("payload") == "x");
}

TEST_CASE("a report that is not fit for a terminal is lost, and the exit code does not say that nothing was done",
          "[misuse]") {
  const Sandbox box;
  const auto ended = run({"provision", box / "de\x1Bmo"}, {.out = Out::terminal});
  CHECK(ended.code == bad_output);
  CHECK(has_match(ended.err, "mo is provisioned, and only this report is lost: .*control characters"));
}

TEST_CASE("a full standard output is reported by provision", "[misuse]") {
  const Sandbox box;
  box.refuses_but_changes(bad_output, "standard output: .*No space left", {"provision", box / "new"},
                          {.out = Out::full});
}

TEST_CASE("a full device as output file is reported, and stays what it is", "[misuse]") {
  const Provisioned box;
  const Device full{box, "/dev/full"};
  box.refuses_but_changes(bad_output, "device: it cannot be written .No space left",
                          {"seal", box.device(), "--force", "-o", full.path()}, {.input = "x"});
}

TEST_CASE("a disk that fills up while seal writes keeps no half envelope", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "envelope: it cannot be written .File too large.*make room",
                          {"seal", box.device(), "-o", box / "envelope"},
                          {.input = std::string(5000, 'x'), .max_file_size = 4096});
  CHECK(std::distance(std::filesystem::directory_iterator{box / ""}, {}) == 1);
}

TEST_CASE("a disk that fills up while open writes costs no message", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope", std::string(5000, 'x'));
  box.refuses(bad_output, "payload: it cannot be written .File too large.*make room",
              {"open", box.cloud(), envelope, "-o", box / "payload"}, {.max_file_size = 4096});
  box.succeeds({"open", box.cloud(), envelope, "-o", box / "payload"});
  CHECK(box.read("payload") == std::string(5000, 'x'));
}

TEST_CASE("an existing file survives a replacement that fails", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope", std::string(5000, 'x'));
  box.write("payload", "old");
  box.refuses(bad_output, "payload: it cannot be written",
              {"open", box.cloud(), envelope, "-o", box / "payload", "--force"}, {.max_file_size = 4096});
  CHECK(box.read("payload") == "old");
}

TEST_CASE("an envelope is not written to a terminal", "[misuse]") {
  const Provisioned box;
  box.refuses(usage, "the output is a terminal: say -o FILE or --hex", {"seal", box.device()},
              {.input = "x", .out = Out::terminal});
}

TEST_CASE("control characters are not sent to a terminal, and the envelope stays to be opened", "[misuse]") {
  const Provisioned box;
  const std::string payload = GENERATE(as<std::string>{}, "\x1B[2J",
                                       "\xC2\x9B"
                                       "2J",
                                       "beep\a", "\x7F");
  const auto envelope = box.seal("demo/device", "envelope", payload);
  box.refuses(usage, "standard output: this is a terminal.*control characters; say -o FILE",
              {"open", box.cloud(), envelope}, {.out = Out::terminal});
  CHECK(box.succeeds({"open", box.cloud(), envelope}) == payload);
}
