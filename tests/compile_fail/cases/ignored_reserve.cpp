// expect: ignoring return(ed)? value.*unused-result

#include "e3/store/file.hpp"

void reserve(e3::FileCounterStore& store, const e3::KeyMark& mark) {
#ifdef E3_FORBIDDEN
  store.reserve(mark, 64);
#else
  static_cast<void>(store.reserve(mark, 64));
#endif
}
