#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/catch.hpp"
#include "support/sandbox.hpp"

// Root files: what is refused as one, and how they are made.

using namespace tool_tests;

namespace {

const std::string good_root = "an example of thirty-two bytes..";

/// Provisions with the root file `path`, which must be refused.
void refuses_root(const Sandbox& box, const std::string& path, const std::string& sentence) {
  box.refuses(bad_secret, sentence, {"provision", box / "new", "--root", path});
}

}  // namespace

TEST_CASE("keygen makes a root of 32 bytes for its owner only") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  CHECK(box.read("root.key").size() == 32);
  CHECK(box.permissions("root.key") == 0600);
  box.succeeds({"keygen", box / "other.key"});
  CHECK(box.read("root.key") != box.read("other.key"));
}

TEST_CASE("a root file provisions both sides, one after the other") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  const Arguments common{"--root", box / "root.key", "--device", "0102"};
  for (const std::string side : {"device", "cloud"}) {
    Arguments arguments{"provision", box / side, "--side", side};
    arguments.insert(arguments.end(), common.begin(), common.end());
    box.succeeds(arguments);
  }
  const auto envelope = box.seal("device", "envelope");
  CHECK(box.succeeds({"open", box / "cloud", envelope}) == "21.5 C");
}

TEST_CASE("a root may come from standard input") {
  const Sandbox box;
  box.succeeds({"provision", box / "demo", "--root", "-"}, {.input = good_root});
  CHECK(box.read("demo/device/root") == good_root);
  CHECK(box.permissions("demo/device/root") == 0600);
  CHECK(box.permissions("demo/device") == 0700);
}

TEST_CASE("a root file that is too short is refused", "[misuse]") {
  const Sandbox box;
  refuses_root(box, box.write("root.key", good_root.substr(1)), "root.key: too short for a root.*e3 keygen");
}

TEST_CASE("a root file that is too long is refused", "[misuse]") {
  const Sandbox box;
  refuses_root(box, box.write("root.key", good_root + "\n"), "root.key: too long for a root.*e3 keygen");
}

TEST_CASE("an empty root file is refused", "[misuse]") {
  const Sandbox box;
  refuses_root(box, box.write("root.key", ""), "root.key: too short for a root.*e3 keygen");
}

TEST_CASE("a root file of zeros is refused", "[misuse]") {
  const Sandbox box;
  refuses_root(box, box.write("root.key", std::string(32, '\0')), "root.key: 32 equal bytes are no secret.*e3 keygen");
}

TEST_CASE("a root file that is not there is refused", "[misuse]") {
  const Sandbox box;
  refuses_root(box, box / "root.key", "root.key: .*No such file.*give a file that `e3 keygen` made");
}

TEST_CASE("a folder as root file is refused", "[misuse]") {
  const Sandbox box;
  std::filesystem::create_directory(box / "root.key");
  refuses_root(box, box / "root.key", "root.key: this is not a plain file.*e3 keygen");
}

TEST_CASE("a named pipe as root file is refused, and not waited for", "[misuse]") {
  const Sandbox box;
  REQUIRE(::mkfifo((box / "root.key").c_str(), 0600) == 0);
  refuses_root(box, box / "root.key", "root.key: this is not a plain file.*e3 keygen");
}

TEST_CASE("a symbolic link to a root file is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  REQUIRE(::symlink("root.key", (box / "link.key").c_str()) == 0);
  refuses_root(box, box / "link.key", "link.key: .*must not be a symbolic link.*the file itself");
}

TEST_CASE("a root file that everybody may read is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  box.allow("root.key", 0604);
  refuses_root(box, box / "root.key", "root.key: others may read or change this root.*chmod 600");
}

TEST_CASE("a root file that its group may read is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  box.allow("root.key", 0640);
  refuses_root(box, box / "root.key", "root.key: others may read or change this root.*chmod 600");
}

TEST_CASE("a root file that its group may write is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  box.allow("root.key", 0620);
  refuses_root(box, box / "root.key", "root.key: others may read or change this root.*chmod 600");
}

TEST_CASE("a root file that may not be read is refused", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  box.allow("root.key", 0200);
  box.refuses(bad_secret, "root.key: .*Permission denied", {"provision", box / "new", "--root", box / "root.key"},
              {.as_plain_user = true});
}

TEST_CASE("a root on standard input that is too short is refused", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_secret, "standard input: too short for a root", {"provision", box / "new", "--root", "-"},
              {.input = "hunter2"});
}

TEST_CASE("a root on standard input that is too long is refused", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_secret, "standard input: too long for a root", {"provision", box / "new", "--root", "-"},
              {.input = good_root + good_root});
}

TEST_CASE("a root from a closed standard input is refused", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_secret, "standard input: it is closed.*pipe the 32 bytes", {"provision", box / "new", "--root", "-"},
              {.input_closed = true});
}

TEST_CASE("a root on the command line is taken for a file name", "[misuse]") {
  const Sandbox box;
  refuses_root(box, std::string(64, 'a'), "give a file that `e3 keygen` made");
}

TEST_CASE("a root that was installed on both sides is not installed again", "[misuse]") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  box.provision("demo", {"--root", box / "root.key"});
  box.refuses(exists, "root.key: this root was installed on the device's side before.*repeat nonces.*e3 keygen",
              {"provision", box / "again", "--root", box / "root.key"});
}

TEST_CASE("a root that was installed on one side is not installed there again", "[misuse]") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  box.provision("cloud", {"--side", "cloud", "--root", box / "root.key"});
  box.refuses(exists, "root.key: this root was installed on the cloud's side before",
              {"provision", box / "demo", "--root", box / "root.key"});
}

TEST_CASE("a root from standard input is not installed again", "[misuse]") {
  const Sandbox box;
  box.succeeds({"provision", box / "demo", "--root", "-"}, {.input = good_root});
  box.refuses(exists, "standard input: this root was installed on the device's side before",
              {"provision", box / "again", "--root", "-"}, {.input = good_root});
  box.refuses(exists, "root.key: this root was installed on the device's side before",
              {"provision", box / "again", "--root", box.write("root.key", good_root)});
}

TEST_CASE("a root from standard input provisions both sides, one after the other") {
  const Sandbox box;
  for (const std::string side : {"device", "cloud"}) {
    box.succeeds({"provision", box / side, "--side", side, "--root", "-", "--device", "0102"}, {.input = good_root});
  }
  CHECK(box.succeeds({"open", box / "cloud", box.seal("device", "envelope")}) == "21.5 C");
}

TEST_CASE("a root is known again under another name", "[misuse]") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  box.provision("demo", {"--root", box / "root.key"});
  const std::string name = GENERATE(as<std::string>{}, "renamed.key", "linked.key", "copied.key");
  if (name == "renamed.key") {
    std::filesystem::rename(box / "root.key", box / name);
  } else if (name == "linked.key") {
    std::filesystem::create_hard_link(box / "root.key", box / name);
  } else {
    std::filesystem::copy_file(box / "root.key", box / name);
  }
  box.refuses(exists, name + ": this root was installed on the device's side before",
              {"provision", box / "again", "--root", box / name});
}

TEST_CASE("the root of a state folder is not installed again", "[misuse]") {
  const Provisioned box;
  const std::string folder = GENERATE(as<std::string>{}, "demo/device", "demo/cloud");
  box.refuses(exists, folder + "/root: this root was installed on the device's side before",
              {"provision", box / "again", "--root", box / (folder + "/root")});
}

TEST_CASE("a root goes from one machine to another with the mark beside it", "[misuse]") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  box.provision("demo", {"--root", box / "root.key"});
  Sandbox::remember_in(box / "elsewhere");
  box.refuses(exists, "root.key: this root was installed on the device's side before",
              {"provision", box / "again", "--root", box / "root.key"});
}

TEST_CASE("provisioning without a place to note installed roots is refused", "[misuse]") {
  const Sandbox box;
  Sandbox::remember_in("");
  const std::string home = GENERATE(as<std::string>{}, "", "relative");
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  REQUIRE(::setenv("HOME", home.c_str(), 1) == 0);
  box.refuses(bad_output, "HOME is not set.*set XDG_STATE_HOME to a folder", {"provision", box / "demo"});
  REQUIRE(::setenv("HOME", before.c_str(), 1) == 0);
}

TEST_CASE("installed roots are noted in the home folder") {
  const Sandbox box;
  Sandbox::remember_in("");
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  REQUIRE(::setenv("HOME", (box / "home").c_str(), 1) == 0);
  box.succeeds({"provision", box / "demo", "--root", "-"}, {.input = good_root});
  CHECK(std::filesystem::exists(box / "home/.local/state/e3/installed-roots"));
  CHECK(box.permissions("home/.local/state/e3") == 0700);
  box.refuses(exists, "standard input: this root was installed", {"provision", box / "again", "--root", "-"},
              {.input = good_root});
  REQUIRE(::setenv("HOME", before.c_str(), 1) == 0);
}

TEST_CASE("provisioning where installed roots cannot be noted is refused", "[misuse]") {
  const Sandbox box;
  std::filesystem::create_directory(box / "folder");
  box.allow("folder", 0500);
  Sandbox::remember_in(box / "folder");
  box.refuses(bad_output, "folder/e3/installed-roots: .*Permission denied.*set XDG_STATE_HOME",
              {"provision", box / "demo"}, {.as_plain_user = true});
  Sandbox::remember_in(box.write("file", ""));
  box.refuses(bad_output, "file/e3/installed-roots: .*Not a directory.*set XDG_STATE_HOME",
              {"provision", box / "demo"});
}

TEST_CASE("keygen does not write to standard output", "[misuse]") {
  const Sandbox box;
  box.refuses(usage, "not written to standard output.*; name a file", {"keygen", "-"});
}

TEST_CASE("keygen does not overwrite a root", "[misuse]") {
  const Sandbox box;
  box.write("root.key", good_root);
  box.refuses(exists, "root.key: this name is taken.*choose another name", {"keygen", box / "root.key"});
}

TEST_CASE("keygen does not follow a symbolic link", "[misuse]") {
  const Sandbox box;
  REQUIRE(::symlink("elsewhere.key", (box / "root.key").c_str()) == 0);
  box.refuses(exists, "root.key: this name is taken.*choose another name", {"keygen", box / "root.key"});
}

TEST_CASE("keygen into a folder that is not there fails", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_output, "root.key: .*No such file.*give a folder that exists", {"keygen", box / "nowhere/root.key"});
}

TEST_CASE("keygen into a folder that may not be written to fails", "[misuse]") {
  const Sandbox box;
  std::filesystem::create_directory(box / "folder");
  box.allow("folder", 0500);
  box.refuses(bad_output, "root.key: .*Permission denied.*that you may write to", {"keygen", box / "folder/root.key"},
              {.as_plain_user = true});
}

TEST_CASE("keygen on a full disk leaves no root behind", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_output, "root.key: .*make room", {"keygen", box / "root.key"}, {.max_file_size = 16});
}
