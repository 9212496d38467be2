// A report and no test: Welch's t between the times of calls with one fixed secret and with random ones, in the manner
// of dudect (Reparaz, Balasch, Verbauwhede: Dude, is my code constant time?). A machine that does other things makes
// noise, and a small leak stays below it.
//
//   e3_timing_report [CALLS]
#include <algorithm>
#include <array>
#if !defined(__x86_64__)
#include <chrono>
#endif
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "e3/backend/portable.hpp"
#include "e3/core/constant_time.hpp"
#include "support/random.hpp"

namespace {

using Secret = std::array<std::uint8_t, 32>;

/// Mean and variance of a class of times, one by one (Welford).
class Moments {
 public:
  void add(double value) noexcept {
    count_ += 1;
    const double before = value - mean_;
    mean_ += before / count_;
    sum_ += before * (value - mean_);
  }
  [[nodiscard]] double mean() const noexcept { return mean_; }
  [[nodiscard]] double variance_of_mean() const noexcept { return sum_ / (count_ - 1) / count_; }

 private:
  double count_ = 0;
  double mean_ = 0;
  double sum_ = 0;
};

/// Cycles where a program can count them, else nanoseconds.
double now() noexcept {
#if defined(__x86_64__)
  return static_cast<double>(__builtin_ia32_rdtsc());
#else
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
#endif
}

/// Welch's t of `work(secret)`; the slowest tenth of all calls, where something else ran, is left out.
template <class Work>
void report(const char* name, std::size_t calls, Work work) {
  support::Random random{std::uint64_t{7}};
  struct Sample {
    bool fixed;
    double time;
  };
  std::vector<Sample> samples;
  samples.reserve(calls);
  for (std::size_t i = 0; i < calls; ++i) {
    const bool fixed = random.coin();
    Secret secret{};
    random.fill(secret);
    // Not by a branch: both classes come to the call in the same way.
    const auto mask = static_cast<std::uint8_t>(fixed ? 0 : 0xFF);
    for (auto& byte : secret) {
      byte = static_cast<std::uint8_t>(byte & mask);
    }
    const double start = now();
    work(secret);
    samples.push_back({fixed, now() - start});
  }
  std::vector<double> times;
  times.reserve(calls);
  for (const auto& sample : samples) {
    times.push_back(sample.time);
  }
  const auto limit = times.begin() + static_cast<std::ptrdiff_t>(calls * 9 / 10);
  std::nth_element(times.begin(), limit, times.end());
  Moments fixed;
  Moments other;
  for (const auto& sample : samples) {
    if (sample.time <= *limit) {
      (sample.fixed ? fixed : other).add(sample.time);
    }
  }
  const double t =
      (fixed.mean() - other.mean()) / std::sqrt(fixed.variance_of_mean() + other.variance_of_mean() + 1e-12);
  std::printf("%-40s %10.1f and %10.1f, t = %8.2f\n", name, fixed.mean(), other.mean(), t);
}

template <e3::Suite S>
void open(const Secret& key) {
  static std::array<std::uint8_t, 80> in{};
  static std::array<std::uint8_t, 64> out{};
  constexpr std::array<std::uint8_t, 12> nonce{};
  e3::Portable::Aead<S> aead;
  if (aead.rekey(S, key) && aead.open(nonce, {}, in, out)) {
    in[0] ^= 1U;
  }
}

void compare(const Secret& secret) {
  static const Secret zeros{};
  volatile bool same = e3::equal<32>(secret, zeros);
  static_cast<void>(same);
}

/// What the statistics must show.
void compare_with_early_exit(const Secret& secret) {
  volatile std::size_t i = 0;
  while (i < secret.size() && secret[i] == 0) {
    i = i + 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t calls = argc > 1 ? static_cast<std::size_t>(std::strtoul(argv[1], nullptr, 10)) : 1'000'000;
  if (calls < 100) {
    std::puts("At least 100 calls.");
    return 2;
  }
  std::printf("%zu calls each, mean cycles with the fixed secret and with random ones; |t| above 10 is worth a look\n",
              calls);
  report("ChaCha20-Poly1305, key and reject", calls, open<e3::Suite::chacha20_poly1305>);
  report("AES-256-GCM, key and reject", calls, open<e3::Suite::aes_256_gcm>);
  report("equal", calls, compare);
  report("an early exit, for comparison", calls, compare_with_early_exit);
  return 0;
}
