// expect: no match for 'operator<'|invalid operands to binary expression

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"

bool earlier(e3::Counter counter, e3::Epoch epoch) {
#ifdef E3_FORBIDDEN
  return counter < epoch;
#else
  return value(counter) < value(epoch);
#endif
}
