// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include <utility>

#include "e3/store/file.hpp"

e3::FileCounterStore second(e3::FileCounterStore& store) {
#ifdef E3_FORBIDDEN
  return store;
#else
  return std::move(store);
#endif
}
