// expect: ignoring return(ed)? value.*unused-result

#include "fixture.hpp"

void classify(const e3::Result<void>& done) {
#ifdef E3_FORBIDDEN
  done.error();
#else
  static_cast<void>(done.error());
#endif
}
