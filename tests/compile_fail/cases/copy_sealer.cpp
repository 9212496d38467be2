// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "fixture.hpp"

fixture::Sealer second(fixture::Sealer& sealer) {
#ifdef E3_FORBIDDEN
  return sealer;
#else
  return std::move(sealer);
#endif
}
