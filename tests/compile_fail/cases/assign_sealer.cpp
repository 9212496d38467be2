// expect: use of deleted function|object of type .* cannot be assigned

#include "fixture.hpp"

void overwrite(fixture::Sealer& to, fixture::Sealer& from) {
#ifdef E3_FORBIDDEN
  to = from;
#else
  to = std::move(from);
#endif
}
