#include <cstdlib>

#include "e3/core/stack_burn.hpp"

// Whether a caller's values in the registers of AVX-512 survive the burning of the stack. Built for
// AVX-512 and as a whole program: there GCC keeps values across a call in registers that it sees the callee leave alone.

namespace {

using Vector = double __attribute__((vector_size(64)));

[[gnu::noinline]] void compute(Vector* out, const Vector* a, const Vector* b) {
  const Vector sum = *a + *b;
  const Vector difference = *a - *b;
  const Vector product = *a * *b;
  e3::burn_stack<512>();
  out[0] = sum;
  out[1] = difference;
  out[2] = product;
}

}  // namespace

int main() {
  if (__builtin_cpu_supports("avx512f") == 0) {
    return 77;
  }
  Vector a;
  Vector b;
  for (int i = 0; i < 8; ++i) {
    a[i] = i + 1;
    b[i] = 2;
  }
  Vector out[3];
  compute(out, &a, &b);
  for (int i = 0; i < 8; ++i) {
    if (out[0][i] != a[i] + b[i] || out[1][i] != a[i] - b[i] || out[2][i] != a[i] * b[i]) {
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
