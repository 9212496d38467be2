// expect: cannot (convert|initialize) .*Verdict'

#include "e3/replay/claim.hpp"

bool accepted(const e3::Claim& claim) {
#ifdef E3_FORBIDDEN
  return claim.verdict;
#else
  return claim.verdict == e3::Verdict::accepted;
#endif
}
