#include <valgrind/callgrind.h>
#include <valgrind/valgrind.h>

#include <cstddef>
#include <cstdio>
#include <string>

#include "apart.hpp"
#include "e3/e3.hpp"
#include "workload.hpp"

// Marks out, for callgrind, the work of `calls` calls each; instructions.cmake reads its counts. The base is the library's
// bare call, or, with E3_BENCH_APART, the backend's AEAD.

namespace {

constexpr std::size_t payload_size = 64;
constexpr std::size_t calls = 100;

template <class Call>
void count(const std::string& name, Call call) {
  call();
  CALLGRIND_ZERO_STATS;
  for (std::size_t i = 0; i < calls; ++i) {
    call();
  }
  CALLGRIND_DUMP_STATS_AT(name.c_str());
}

/// `Counted` is the backend, or, for the second program, the backend apart.
#if defined(E3_BENCH_APART)
using Counted = bench::Apart<bench::Backend>;
#else
using Counted = bench::Backend;
#endif

template <e3::Suite S, class Codec>
void count_link(const std::string& name) {
  for (const std::size_t aad_size : {std::size_t{0}, std::size_t{8}}) {
    bench::Workload<Counted, S, Codec> work{payload_size, aad_size, calls + 1};
    const std::string row = name + ", aad of " + std::to_string(aad_size);
#if defined(E3_BENCH_APART)
    count("base seal|" + row, [&] { work.seal_by_aead(); });
    count("seal|" + row, [&] { work.seal(); });
    count("base open|" + row, [&] { work.open_by_aead(); });
#else
    count("base seal|" + row, [&] { work.seal_bare(); });
    count("seal|" + row, [&] { work.seal(); });
    count("base open|" + row, [&] { work.open_bare(); });
#endif
    work.forget();
    count("open|" + row, [&] { work.open(); });
  }
}

}  // namespace

int main() {
  if (RUNNING_ON_VALGRIND == 0) {
    std::puts("Run it by valgrind --tool=callgrind.");
    return 1;
  }
  count_link<e3::Suite::aes_256_gcm, e3::Compact<8>>("AES-256-GCM compact");
  count_link<e3::Suite::aes_256_gcm, e3::Standard<8>>("AES-256-GCM standard");
  count_link<e3::Suite::chacha20_poly1305, e3::Compact<8>>("ChaCha20-Poly1305 compact");
  count_link<e3::Suite::chacha20_poly1305, e3::Standard<8>>("ChaCha20-Poly1305 standard");
}
