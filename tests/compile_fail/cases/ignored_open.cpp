// expect: ignoring return(ed)? value.*unused-result

#include "fixture.hpp"

void open(fixture::Opener& opener, const e3::Envelope& envelope, e3::MutableBytes out) {
#ifdef E3_FORBIDDEN
  opener.open(envelope, out);
#else
  static_cast<void>(opener.open(envelope, out));
#endif
}
