#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "e3/e3.hpp"
#include "workload.hpp"

// What the envelope costs beside a library's bare call, in nanoseconds, and what its parts cost. Runs are interleaved,
// so that a noisy machine slows both; the tables show medians. No limit depends on them: times are the machine's.

namespace {

constexpr std::size_t sizes[] = {0, 16, 24, 64, 128, 256, 1024, 16384};
constexpr std::size_t aad_size = 8;

template <class Call>
void add(const std::string& name, Call call) {
  benchmark::RegisterBenchmark(name.c_str(), [call](benchmark::State& state) {
    for (auto _ : state) {
      call();
      benchmark::ClobberMemory();
    }
  });
}

template <e3::Suite S, class Codec>
void add_link(const std::string& name) {
  using Work = bench::Workload<bench::Backend, S, Codec>;
  for (const auto size : sizes) {
    // All envelopes together stay in the second-level cache.
    const std::size_t envelopes = std::max<std::size_t>(16, 0x2'0000 / (size + 128));
    // Made when it is needed: a key store may have room for the keys of a few links alone.
    const auto work = std::make_shared<std::optional<Work>>();
    const auto add_call = [&](const std::string& call, void (Work::*run)()) {
      benchmark::RegisterBenchmark((name + "|" + std::to_string(size) + "|" + call).c_str(),
                                   [=](benchmark::State& state) {
                                     Work& link = *work ? **work : work->emplace(size, aad_size, envelopes);
                                     for (auto _ : state) {
                                       (link.*run)();
                                       benchmark::ClobberMemory();
                                     }
                                   });
    };
    add_call("seal, bare", &Work::seal_bare);
    add_call("seal", &Work::seal);
    add_call("open, bare", &Work::open_bare);
    add_call("open", &Work::open);
  }
}

template <std::size_t Width>
void add_window() {
  const auto window = std::make_shared<e3::ReplayWindow<Width>>();
  const auto next = std::make_shared<std::uint32_t>(0);
  const std::string name = "replay window of " + std::to_string(Width) + ", accept";
  add(name + " the next", [=] { benchmark::DoNotOptimize(window->accept(e3::Counter{(*next)++})); });
  add(name + " one of two swapped",
      [=] { benchmark::DoNotOptimize(window->accept(e3::Counter{(*next)++ ^ std::uint32_t{1}})); });
}

template <class Codec>
void add_peek(const std::string& name) {
  const auto envelope = std::make_shared<std::vector<std::uint8_t>>(Codec::header_size({}, e3::Counter{256}, 0) + 80);
  const e3::HeaderFields fields{.suite = e3::Suite::aes_256_gcm,
                                .epoch = {},
                                .counter = e3::Counter{256},
                                .address = bench::device.address(),
                                .boot_salt = 0,
                                .nonce = {},
                                .commitment = {}};
  Codec::write(fields, e3::MutableBytes{*envelope}.first(envelope->size() - 80));
  bench::require(e3::peek(*envelope).has_value());
  add("peek, " + name, [=] { benchmark::DoNotOptimize(e3::peek(*envelope)); });
}

void add_key_schedule() {
  using Root = e3::Root<e3::Side::device, bench::Backend::Kdf>;
  static constexpr std::array<std::uint8_t, e3::root_size> bytes{1, 2, 3};
  const auto root = std::make_shared<Root>(*Root::from(bytes));
  add("key schedule, root", [] { benchmark::DoNotOptimize(Root::from(bytes)); });
  add("key schedule, next root", [=] { benchmark::DoNotOptimize(e3::next_root(*root)); });
  add("key schedule, AES-256-GCM traffic key", [=] {
    using Key = e3::OpeningKey<bench::Backend::Aead<e3::Suite::aes_256_gcm>>;
    benchmark::DoNotOptimize(Key::derive(*root, e3::Suite::aes_256_gcm, bench::device, e3::Epoch{0}));
  });
  add("key schedule, ChaCha20-Poly1305 traffic key", [=] {
    using Key = e3::OpeningKey<bench::Backend::Aead<e3::Suite::chacha20_poly1305>>;
    benchmark::DoNotOptimize(Key::derive(*root, e3::Suite::chacha20_poly1305, bench::device, e3::Epoch{0}));
  });
}

/// Keeps every repetition's time, and prints nothing before all are there.
class Times : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override {
    std::printf("%d CPUs of %.0f MHz; medians of interleaved runs, in nanoseconds\n\n", context.cpu_info.num_cpus,
                context.cpu_info.cycles_per_second / 1e6);
    return true;
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.run_type == Run::RT_Iteration) {
        times_[run.run_name.function_name].push_back(run.GetAdjustedCPUTime());
      }
    }
  }

  double median(const std::string& name) {
    auto& times = times_.at(name);
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }
  [[nodiscard]] bool has(const std::string& name) const { return times_.count(name) > 0; }

  void print_link(const std::string& name) {
    bool first = true;
    for (const auto size : sizes) {
      const std::string row = name + "|" + std::to_string(size);
      // With a filter on the command line not every run is there.
      if (!has(row + "|seal") || !has(row + "|open") || !has(row + "|seal, bare") || !has(row + "|open, bare")) {
        continue;
      }
      if (std::exchange(first, false)) {
        std::printf(
            "\n| %s, payload | bare seal | seal | more | ratio | bare open | open | more | ratio |\n"
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
            name.c_str());
      }
      std::printf("| %zu |", size);
      for (const char* call : {"seal", "open"}) {
        const double bare = median(row + "|" + call + ", bare");
        const double ours = median(row + "|" + call);
        std::printf(" %.1f | %.1f | %.1f | %.2f |", bare, ours, ours - bare, ours / bare);
      }
      std::printf("\n");
    }
  }

  void print_rest() {
    bool first = true;
    for (const auto& [name, times] : times_) {
      if (name.find('|') == std::string::npos) {
        std::printf("%s", std::exchange(first, false) ? "\n| part | ns |\n|---|---:|\n" : "");
        std::printf("| %s | %.1f |\n", name.c_str(), median(name));
      }
    }
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string library = bench::backend_name;
  std::vector<std::string> links;
  add_link<e3::Suite::aes_256_gcm, e3::Compact<8>>(links.emplace_back(library + ", AES-256-GCM, compact"));
  add_link<e3::Suite::aes_256_gcm, e3::Standard<8>>(links.emplace_back(library + ", AES-256-GCM, standard"));
  add_link<e3::Suite::chacha20_poly1305, e3::Compact<8>>(links.emplace_back(library + ", ChaCha20-Poly1305, compact"));
  add_link<e3::Suite::chacha20_poly1305, e3::Standard<8>>(
      links.emplace_back(library + ", ChaCha20-Poly1305, standard"));
  add_window<64>();
  add_window<1024>();
  add_peek<e3::Compact<8>>("compact");
  add_peek<e3::Standard<8>>("standard");
  add_key_schedule();

  benchmark::Initialize(&argc, argv);
  Times times;
  benchmark::RunSpecifiedBenchmarks(&times);
  for (const auto& link : links) {
    times.print_link(link);
  }
  times.print_rest();
}
