// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "fixture.hpp"

fixture::DeviceRoot second(fixture::DeviceRoot& root) {
#ifdef E3_FORBIDDEN
  return root;
#else
  return std::move(root);
#endif
}
