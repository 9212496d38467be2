// expect: ignoring return(ed)? value.*unused-result

#include "fixture.hpp"

void open(fixture::Opener& opener, const fixture::CloudRoot& root, const e3::Envelope& envelope, e3::MutableBytes out) {
#ifdef E3_FORBIDDEN
  opener.open_next_epoch(root, envelope, out);
#else
  static_cast<void>(opener.open_next_epoch(root, envelope, out));
#endif
}
