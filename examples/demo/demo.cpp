// The demo: device, gateway and cloud as processes on loopback. The gateway turns hostile, device and cloud are killed,
// and at the end an observer that saw every envelope says whether any promise was broken.
//
//   demo FOLDER_OF_THE_PROGRAMS HOSTILE_GATEWAY
//   demo --check-with FAULT      shows the observer a run with that fault in it, and succeeds if it says so

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "observer.hpp"
#include "process.hpp"

using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

const std::vector<std::string> devices{"70b3d57ed0000001", "70b3d57ed0000002"};

volatile std::sig_atomic_t interrupted = 0;

/// Ends the demo early in an orderly way: its processes are stopped and its folder, with the roots in it, is removed.
struct Ended {
  int exit_code;
};

/// A UDP port that is free on loopback now.
std::string free_port() {
  const int probe = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (probe < 0 || ::bind(probe, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::perror("no free UDP port on loopback");
    std::exit(1);
  }
  ::close(probe);
  return std::to_string(ntohs(address.sin_port));
}

class Demo {
 public:
  Demo(std::string programs, std::string hostile)
      : programs_{std::move(programs)},
        hostile_{std::move(hostile)},
        state_{make_folder()},
        log_{state_ + "/demo.log"} {}
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;
  ~Demo() { std::filesystem::remove_all(state_); }

  const Observer& run() {
    std::printf(
        "One line per event. `datagram` is a short hash of the envelope, so that it can be followed from program to "
        "program;\n`seen` is what the gateway can read without a key; `gap` is the cloud's report of what is "
        "missing.\n");
    say("Provisioning two devices: a random root each, known to the device and its cloud alone.");
    std::vector<std::string> provision{programs_ + "/provision", state_};
    provision.insert(provision.end(), devices.begin(), devices.end());
    start("provision", provision);
    run_for(500ms);

    say("Cloud, gateway and two devices start. The devices seal their machine's load and memory, ten times a second.");
    show(8);
    start_cloud();
    start("gateway", {programs_ + "/gateway", gateway_port_, cloud_port_});
    run_for(300ms);
    start_device(0);
    start_device(1);
    run_for(8s);

    say("The gateway turns hostile.");
    show(12);
    stop("gateway", SIGTERM);
    start("gateway", {hostile_, gateway_port_, cloud_port_});
    run_for(4s);
    crash("device 1", [this] { start_device(0); });
    run_for(3s);
    crash("cloud", [this] { start_cloud(); });
    run_for(3s);
    crash("device 2", [this] { start_device(1); });
    run_for(6s);

    say("The honest gateway is back.");
    stop("gateway", SIGTERM);
    start("gateway", {programs_ + "/gateway", gateway_port_, cloud_port_});
    run_for(2s);
    stop("device 1", SIGTERM);
    stop("device 2", SIGTERM);

    // What was lost last shows only when something arrives after it.
    say("Each device seals one last reading, so that whatever was lost before it shows.");
    const std::size_t sealed = observer_.sealed();
    start_device(0, "3600000");
    start_device(1, "3600000");
    for (int i = 0; i < 200 && (observer_.sealed() < sealed + devices.size() || !observer_.settled()); ++i) {
      run_for(100ms);
    }
    stop("device 1", SIGTERM);
    stop("device 2", SIGTERM);
    stop("gateway", SIGTERM);
    stop("cloud", SIGTERM);
    return observer_;
  }

 private:
  static std::string make_folder() {
    std::string folder = (std::filesystem::temp_directory_path() / "e3-demo-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
      std::perror("cannot create a temporary folder");
      std::exit(1);
    }
    return folder;
  }

  void start_cloud() {
    std::vector<std::string> command{programs_ + "/cloud", state_, cloud_port_};
    command.insert(command.end(), devices.begin(), devices.end());
    start("cloud", command);
  }
  void start_device(std::size_t index, const std::string& period = "100") {
    start("device " + std::to_string(index + 1),
          {programs_ + "/device", state_, devices[index], gateway_port_, period});
  }

  void start(const std::string& name, const std::vector<std::string>& command) {
    processes_.emplace_back(name, command);
  }

  void stop(const std::string& name, int signal) {
    const auto found =
        std::find_if(processes_.begin(), processes_.end(), [&](auto& process) { return process.name() == name; });
    found->stop(signal);
    read(*found);
    processes_.erase(found);
  }

  void crash(const std::string& name, const std::function<void()>& restart) {
    say("SIGKILL: " + name + " dies in the middle, and is restarted.");
    show(4);
    stop(name, SIGKILL);
    run_for(500ms);
    restart();
  }

  void run_for(std::chrono::milliseconds time) {
    const auto end = Clock::now() + time;
    while (Clock::now() < end) {
      if (interrupted != 0) {
        throw Ended{130};
      }
      std::vector<pollfd> outputs;
      for (auto& process : processes_) {
        outputs.push_back({process.output(), POLLIN, 0});
      }
      ::poll(outputs.data(), outputs.size(), 20);
      for (auto process = processes_.begin(); process != processes_.end();) {
        const bool ended = process->ended();
        read(*process);
        if (ended && process->name() != "provision") {
          std::printf("%s ended unexpectedly; its last lines are above\n", process->name().c_str());
          throw Ended{1};
        }
        process = ended ? processes_.erase(process) : std::next(process);
      }
      if (outputs.empty()) {
        ::usleep(10'000);
      }
    }
  }

  void read(Process& process) {
    process.read_lines([this](const std::string& name, const std::string& line) {
      log_ << name << ": " << line << '\n';
      observer_.take(name, line);
      const bool routine = line.starts_with("sealed") || line.starts_with("seen") || line.starts_with("reading") ||
                           line.starts_with("attack") || line.starts_with("rejected") || line.starts_with("refused");
      const bool event = line.starts_with("gap") || line.starts_with("command");
      int& left = event ? show_events_ : show_;
      if ((!routine && !event) || left > 0) {
        std::printf("  %-9s %s\n", name.c_str(), line.c_str());
        left -= routine || event ? 1 : 0;
      } else {
        ++hidden_;
      }
    });
  }

  void show(int lines) {
    show_ = lines;
    show_events_ = 4;
  }

  void say(const std::string& text) {
    if (hidden_ > 0) {
      std::printf("  ... and %d lines like these\n", std::exchange(hidden_, 0));
    }
    std::printf("\n%s\n", text.c_str());
    std::fflush(stdout);
  }

  std::string programs_;
  std::string hostile_;
  std::string state_;
  std::ofstream log_;
  std::string gateway_port_ = free_port();
  std::string cloud_port_ = free_port();
  std::list<Process> processes_;
  Observer observer_;
  int show_ = 0;         // how many more routine lines to print
  int hidden_ = 0;       // lines since the last heading that were not printed
  int show_events_ = 0;  // and how many gaps and commands
};

int judge(const Observer& observer) {
  std::printf("\n%-22s %5s  %s\n", "what was tried", "times", "what happened");
  for (const auto& [attack, outcomes] : observer.table()) {
    std::string name = attack;
    for (const auto& [outcome, times] : outcomes) {
      std::printf("%-22s %5u  %s\n", name.c_str(), times, outcome.c_str());
      name.clear();
    }
  }
  std::printf(
      "\n%zu readings sealed: %zu accepted, %zu reported missing. %zu commands obeyed. %zu envelopes seen, each with "
      "its own nonce.\n",
      observer.sealed(), observer.readings(), observer.missing(), observer.commands(), observer.nonces());
  const auto faults = observer.faults();
  for (const auto& fault : faults) {
    std::printf("BROKEN: %s\n", fault.c_str());
  }
  const bool enough = observer.sealed() >= 300 && observer.attacks() >= 50 && observer.commands() >= 2;
  if (!enough) {
    std::printf("BROKEN: too little happened to prove anything; is this machine very slow?\n");
  }
  if (faults.empty() && enough) {
    std::printf(
        "No reading was lost without a report, none accepted twice, no nonce used twice, no forgery accepted.\n");
  }
  return faults.empty() && enough ? 0 : 1;
}

/// Feeds the observer a run in which `fault` happened; succeeds only if it reports exactly that.
int check_with(const std::string& fault) {
  Observer observer;
  observer.take("device 1", "sealed device=d epoch=0 counter=0 datagram=1 | load 1");
  observer.take("gateway", "seen up device=d epoch=0 counter=0 salt=0 datagram=1");
  observer.take("cloud", "reading device=d epoch=0 counter=0 datagram=1 how=new | load 1");
  const bool quiet = observer.faults().empty();
  if (fault == "accepted-twice") {
    observer.take("cloud", "reading device=d epoch=0 counter=0 datagram=1 how=new | load 1");
  } else if (fault == "lost-reading") {
    observer.take("device 1", "sealed device=d epoch=0 counter=1 datagram=2 | load 2");
  } else if (fault == "nonce-reuse") {
    observer.take("gateway", "seen up device=d epoch=0 counter=0 salt=0 datagram=3");
  } else if (fault == "changed-reading") {
    observer.take("device 1", "sealed device=d epoch=0 counter=0 datagram=1 | load 9");
  } else if (fault == "forgery-accepted") {
    observer.take("gateway", "attack name=flip-a-bit datagram=1");
  }
  return quiet && observer.faults().size() == 1 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string{argv[1]} == "--check-with") {
    return check_with(argv[2]);
  }
  if (argc != 3) {
    std::fprintf(stderr, "usage: demo FOLDER_OF_THE_PROGRAMS HOSTILE_GATEWAY\n");
    return 2;
  }
  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  try {
    Demo demo{argv[1], argv[2]};
    return judge(demo.run());
  } catch (const Ended& ended) {
    std::printf("The demo ended early.\n");
    return ended.exit_code;
  }
}
