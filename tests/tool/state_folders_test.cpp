#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "support/catch.hpp"
#include "support/sandbox.hpp"

// State folders: how they are made, and what is refused as one.

using namespace tool_tests;

namespace {

namespace fs = std::filesystem;

using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>, e3::Bulk>;

const e3::DeviceId device_id{std::array<std::uint8_t, 8>{0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0, 0, 1}};

/// The mark of the device's key in `epoch`, as the library derives it.
e3::KeyMark device_mark(const Provisioned& box, e3::Epoch epoch) {
  const std::string bytes = box.read("demo/device/root");
  e3::Secret<e3::root_size> root;
  std::copy(bytes.begin(), bytes.end(), root.bytes().begin());
  return *e3::sealing_mark<Profile>(*e3::DeviceRoot<Profile>::from(root.bytes()), device_id, epoch);
}

/// A lock that another process holds, seen from the tool.
class Held {
 public:
  explicit Held(const std::string& path) : file_{::open(path.c_str(), O_RDWR | O_CLOEXEC)} {
    REQUIRE(file_);
    REQUIRE(::flock(file_.get(), LOCK_EX | LOCK_NB) == 0);
  }

 private:
  e3::FileHandle file_;
};

}  // namespace

TEST_CASE("provision gives each device an ID of its own if none is named") {
  const Sandbox box;
  const auto first = box.succeeds({"provision", box / "one"});
  const auto second = box.succeeds({"provision", box / "two"});
  CHECK(first.substr(0, 24) != second.substr(0, 24));
}

TEST_CASE("rotate starts an epoch that both sides follow") {
  const Provisioned box;
  const auto late = box.seal("demo/device", "late");
  CHECK(box.succeeds({"rotate", box.device(), "--json"}) == "{\"epoch\":1}\n");
  CHECK(box.succeeds({"open", box.cloud(), box.seal("demo/device", "first")}) == "21.5 C");
  // The cloud keeps the previous epoch for what was on its way.
  CHECK(box.succeeds({"open", box.cloud(), late}) == "21.5 C");
  const auto command = box.succeeds({"seal", box.cloud(), "--hex"}, {.input = "blink"});
  CHECK(box.succeeds({"inspect", "--hex"}, {.input = command}).find("epoch 1") != std::string::npos);
  CHECK(box.succeeds({"open", box.device(), "--hex"}, {.input = command}) == "blink");
}

TEST_CASE("a umask that is against the owner locks nobody out of a state folder") {
  const Sandbox box;
  const mode_t before = ::umask(0777);
  const auto provisioned = run({"provision", box / "demo"}, {.as_plain_user = true});
  const auto sealed =
      run({"seal", box / "demo/device", "-o", box / "envelope"}, {.input = "21.5 C", .as_plain_user = true});
  const auto opened = run({"open", box / "demo/cloud", box / "envelope"}, {.as_plain_user = true});
  ::umask(before);
  CHECK(provisioned.code == done);
  CHECK(sealed.code == done);
  CHECK(opened.out == "21.5 C");
  CHECK(box.permissions("demo/device") == 0700);
  CHECK(box.permissions("demo/device/counters") == 0600);
  CHECK(box.permissions("envelope") == 0600);
}

TEST_CASE("a missing message is noted, and is no failure") {
  const Provisioned box;
  box.seal("demo/device", "lost");
  const auto ended = run({"open", box.cloud(), box.seal("demo/device", "next")});
  CHECK(ended.code == done);
  CHECK(ended.out == "21.5 C");
  CHECK(ended.err == "e3: note: 1 message before this one is missing, counter 0.\n");
}

TEST_CASE("several missing messages are noted") {
  const Provisioned box;
  box.seal("demo/device", "lost");
  box.seal("demo/device", "lost too");
  const auto ended = run({"open", box.cloud(), box.seal("demo/device", "next")});
  CHECK(ended.err == "e3: note: 2 messages before this one are missing, counters 0 to 1.\n");
}

TEST_CASE("a cloud follows a device that rotated many times without a message") {
  const Provisioned box;
  for (int i = 0; i < 20; ++i) {
    box.succeeds({"rotate", box.device()});
  }
  CHECK(box.succeeds({"open", box.cloud(), box.seal("demo/device", "first")}) == "21.5 C");
}

TEST_CASE("two rotations close the epoch before them", "[misuse]") {
  const Provisioned box;
  const auto late = box.seal("demo/device", "late");
  for (const std::string name : {"first", "second"}) {
    box.succeeds({"rotate", box.device()});
    box.succeeds({"open", box.cloud(), box.seal("demo/device", name)});
  }
  box.refuses(not_authentic, "late: .*key epoch is closed for good; drop it", {"open", box.cloud(), late});
}

TEST_CASE("a rotation whose report cannot be written says that it took effect", "[misuse]") {
  const Provisioned box;
  box.refuses_but_changes(bad_output, "seals in key epoch 1 from now on, and only this report is lost: .*make room",
                          {"rotate", box.device()}, {.out = Out::full});
  CHECK(box.succeeds({"rotate", box.device(), "--json"}) == "{\"epoch\":2}\n");
}

TEST_CASE("a provisioning whose report cannot be written says that it took effect", "[misuse]") {
  const Sandbox box;
  box.refuses_but_changes(bad_output,
                          "demo is provisioned, and only this report is lost: ", {"provision", box / "demo"},
                          {.out = Out::closed_pipe});
  CHECK(box.succeeds({"open", box / "demo/cloud", box.seal("demo/device", "envelope")}) == "21.5 C");
}

TEST_CASE("a state folder is not provisioned twice", "[misuse]") {
  const Provisioned box;
  box.refuses(exists, "demo: this name is taken.*repeat nonces; choose another name", {"provision", box / "demo"});
  box.refuses(exists, "demo: this name is taken", {"provision", box / "demo/"});
}

TEST_CASE("a file is not provisioned over", "[misuse]") {
  const Sandbox box;
  box.write("demo", "");
  box.refuses(exists, "demo: this name is taken", {"provision", box / "demo"});
}

TEST_CASE("provisioning below a folder that is not there fails", "[misuse]") {
  const Sandbox box;
  box.refuses(bad_output, "the folder cannot be created .No such file.*give a place", {"provision", box / "no/demo"});
}

TEST_CASE("provisioning in a folder that may not be written to fails", "[misuse]") {
  const Sandbox box;
  fs::create_directory(box / "folder");
  box.allow("folder", 0500);
  box.refuses(bad_output, "the folder cannot be created .Permission denied", {"provision", box / "folder/demo"},
              {.as_plain_user = true});
}

TEST_CASE("provisioning on a full disk leaves nothing behind, and the root file can still be used", "[misuse]") {
  const Sandbox box;
  box.succeeds({"keygen", box / "root.key"});
  const Arguments provision{"provision", box / "demo", "--root", box / "root.key"};
  const std::size_t room = GENERATE(as<std::size_t>{}, 16, 35, 60, 100);
  const auto before = box.files();
  const auto ended = run(provision, {.max_file_size = room});
  CHECK((ended.code == bad_output || ended.code == bad_state));
  CHECK(ended.err.find("; ") != std::string::npos);
  CHECK(box.files() == before);
  box.succeeds(provision);
}

TEST_CASE("a state folder that is not there is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_state, "nothing: .*No such file.*that `e3 provision` made", {"seal", box / "nothing"});
}

TEST_CASE("a file as state folder is refused", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_state, "this is not a folder.*that `e3 provision` made", {"seal", box / "demo/device/counters"});
}

TEST_CASE("the folder of both sides is no state folder, and the sentence says which is", "[misuse]") {
  const Provisioned box;
  box.refuses(bad_state, "settings cannot be read.*FOLDER/device or FOLDER/cloud", {"seal", box / "demo"});
}

TEST_CASE("a state folder that others may enter is refused", "[misuse]") {
  const Provisioned box;
  box.allow("demo/device", 0710);
  box.refuses(bad_secret, "demo/device: others may enter this folder.*chmod 700", {"seal", box.device()});
}

TEST_CASE("a state folder whose root others may read is refused", "[misuse]") {
  const Provisioned box;
  box.allow("demo/cloud/root", 0644);
  box.refuses(bad_secret, "demo/cloud/root: others may read.*chmod 600",
              {"open", box.cloud(), box.seal("demo/device", "envelope")});
}

TEST_CASE("a state folder whose root is cut off is refused", "[misuse]") {
  const Provisioned box;
  fs::resize_file(box / "demo/device/root", 31);
  box.refuses(bad_secret, "demo/device/root: too short", {"seal", box.device()});
}

TEST_CASE("a state folder without a root is refused", "[misuse]") {
  const Provisioned box;
  fs::remove(box / "demo/device/root");
  box.refuses(bad_secret, "demo/device/root: the folder has lost its root; provision", {"rotate", box.device()});
}

TEST_CASE("settings that provision did not write are refused", "[misuse]") {
  const Provisioned box;
  const std::string good = box.read("demo/device/settings.json");
  const auto with = [&](const std::string& from, const std::string& to) {
    return std::string{good}.replace(good.find(from), from.size(), to);
  };
  const std::string text =
      GENERATE_COPY(std::string{}, std::string{"{"}, std::string{"[1]"}, std::string(5000, ' '), good + "\n",
                    with("\"e3\": 1", "\"e3\": 2"), with("\"e3\": 1", "\"e3\": \"1\""), with("compact", "huge"),
                    with("70b3", "70"), with("\"side\"", "\"site\""), with("device-id", "alias"), with("false", "true"),
                    with("70b3d57ed0000001", "zz"), with("chacha20-poly1305", "none"));
  box.write("demo/device/settings.json", text);
  box.refuses(bad_state, "settings.json: these are no settings that `e3 provision` wrote; provision",
              {"seal", box.device()});
}

TEST_CASE("an empty counter store is refused", "[misuse]") {
  const Provisioned box;
  fs::resize_file(box / "demo/device/counters", 0);
  box.refuses(bad_state,
              "demo/device/counters: .*no store here; check the path.*provision the device anew with a new root",
              {"seal", box.device()});
}

TEST_CASE("a missing counter store is refused", "[misuse]") {
  const Provisioned box;
  fs::remove(box / "demo/device/counters");
  box.refuses(bad_state, "demo/device/counters: .*provision the device anew", {"seal", box.device()});
}

TEST_CASE("a damaged counter store is refused", "[misuse]") {
  const Provisioned box;
  std::string bytes = box.read("demo/device/counters");
  bytes[20] = static_cast<char>(bytes[20] ^ 4);
  box.write("demo/device/counters", bytes);
  box.refuses(bad_state, "demo/device/counters: .*damaged.*provision the device anew", {"seal", box.device()});
}

TEST_CASE("a foreign counter store is refused", "[misuse]") {
  const Provisioned box;
  box.write("demo/device/counters", box.read("demo/device/accepted"));
  box.refuses(bad_state, "demo/device/counters: .*not E3 state of this kind; check the path", {"seal", box.device()});
}

TEST_CASE("a counter store of another key is refused", "[misuse]") {
  const Provisioned box;
  box.write("demo/device/counters", box.read("demo/cloud/counters"));
  box.refuses(bad_state, "demo/device/counters: the store belongs to another key; use", {"seal", box.device()});
}

TEST_CASE("a damaged receive store is refused", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  fs::resize_file(box / "demo/cloud/accepted", 74);
  box.refuses(bad_state, "demo/cloud/accepted: .*damaged", {"open", box.cloud(), envelope});
}

TEST_CASE("a missing receive store is refused", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  fs::remove(box / "demo/cloud/accepted");
  box.refuses(bad_state, "demo/cloud/accepted: .*no store here; check the path.*provision the device anew",
              {"open", box.cloud(), envelope});
}

TEST_CASE("a receive store of another device is refused", "[misuse]") {
  const Provisioned box;
  box.provision("other", {"--device", "0102"});
  const auto envelope = box.seal("demo/device", "envelope");
  box.write("demo/cloud/accepted", box.read("other/cloud/accepted"));
  box.refuses(bad_state, "demo/cloud/accepted: the store does not know this folder's device; provision",
              {"open", box.cloud(), envelope});
}

TEST_CASE("a store behind a symbolic link is refused", "[misuse]") {
  const Provisioned box;
  fs::rename(box / "demo/device/counters", box / "counters");
  fs::create_symlink(box / "counters", box / "demo/device/counters");
  box.refuses(bad_state, "demo/device/counters: the stored state cannot be read or created; check",
              {"seal", box.device()});
}

TEST_CASE("counters that another process uses are refused", "[misuse]") {
  const Provisioned box;
  const Held lock{box / "demo/device/counters.lock"};
  box.refuses(bad_state, "demo/device/counters: another run uses this store at the moment; try again",
              {"seal", box.device()});
  box.refuses(bad_state, "demo/device/counters: another run uses this store at the moment", {"rotate", box.device()});
}

TEST_CASE("a receive store that another process uses is refused", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope");
  const Held lock{box / "demo/cloud/accepted.lock"};
  box.refuses(bad_state, "demo/cloud/accepted: another run uses this store at the moment",
              {"open", box.cloud(), envelope});
}

TEST_CASE("a full disk under the counters is reported, and the next seal works", "[misuse]") {
  const Provisioned box;
  const auto before = box.read("demo/device/counters");
  box.refuses_but_changes(bad_state, "demo/device/counters: the store could not be written.*mend the store",
                          {"seal", box.device(), "--hex"}, {.input = "x", .max_file_size = 20});
  CHECK(box.read("demo/device/counters") == before);
  box.seal("demo/device", "envelope");
}

TEST_CASE("a full disk under the receive store costs no message, and no payload is left behind", "[misuse]") {
  const Provisioned box;
  const auto envelope = box.seal("demo/device", "envelope", "on");
  const auto before = box.read("demo/cloud/accepted");
  box.refuses_but_changes(bad_state, "demo/cloud/accepted: the store could not be written.*mend the store",
                          {"open", box.cloud(), envelope, "-o", box / "payload"}, {.max_file_size = 40});
  CHECK(box.read("demo/cloud/accepted") == before);
  CHECK(std::distance(fs::directory_iterator{box / ""}, {}) == 2);
  CHECK(box.succeeds({"open", box.cloud(), envelope}) == "on");
}

TEST_CASE("a key that has sealed all it may is refused, and rotate helps", "[misuse]") {
  const Provisioned box;
  {
    auto store = e3::FileCounterStore::open(box / "demo/device/counters");
    REQUIRE(store);
    REQUIRE(store->reserve(device_mark(box, e3::Epoch{0}), static_cast<std::uint32_t>(e3::Bulk::max_messages)));
  }
  box.refuses_but_changes(bad_state, "this key has sealed all it may.*e3 rotate", {"seal", box.device(), "--hex"});
  box.succeeds({"rotate", box.device()});
  box.seal("demo/device", "envelope");
}

TEST_CASE("the last epoch is not rotated", "[misuse]") {
  const Provisioned box;
  {
    auto store = e3::FileCounterStore::open(box / "demo/device/counters");
    REQUIRE(store);
    REQUIRE(store->advance(device_mark(box, e3::last_epoch)));
  }
  box.refuses(bad_state, "the last key epoch is used up; provision a new folder", {"rotate", box.device()});
}

TEST_CASE("a cloud's folder is not rotated", "[misuse]") {
  const Provisioned box;
  box.refuses(usage, "a cloud follows its device.*rotate the device's folder", {"rotate", box.cloud()});
}
