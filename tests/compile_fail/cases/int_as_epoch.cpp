// expect: (cannot convert|cannot initialize a parameter of type) .*Epoch'

#include "e3/core/next_epoch.hpp"

e3::Result<e3::Epoch> after_seven() {
#ifdef E3_FORBIDDEN
  return e3::next_epoch(7);
#else
  return e3::next_epoch(e3::Epoch{7});
#endif
}
