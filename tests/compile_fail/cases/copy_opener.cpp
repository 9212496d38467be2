// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "fixture.hpp"

fixture::Opener second(fixture::Opener& opener) {
#ifdef E3_FORBIDDEN
  return opener;
#else
  return std::move(opener);
#endif
}
