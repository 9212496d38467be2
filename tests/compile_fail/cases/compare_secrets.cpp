// expect: no match for 'operator=='|invalid operands to binary expression

#include "e3/core/constant_time.hpp"
#include "e3/core/secret.hpp"

bool same(const e3::Secret<32>& a, const e3::Secret<32>& b) {
#ifdef E3_FORBIDDEN
  return a == b;
#else
  return e3::equal<32>(a.bytes(), b.bytes());
#endif
}
