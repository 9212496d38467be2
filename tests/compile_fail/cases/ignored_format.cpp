// expect: ignoring return(ed)? value.*unused-result

#include "e3/store/file.hpp"

void provision(const e3::KeyMark& mark) {
#ifdef E3_FORBIDDEN
  e3::FileCounterStore::format("counters", mark);
#else
  static_cast<void>(e3::FileCounterStore::format("counters", mark));
#endif
}
