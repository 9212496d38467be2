// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include <utility>

#include "e3/core/secret.hpp"

e3::Secret<32> second(e3::Secret<32>& secret) {
#ifdef E3_FORBIDDEN
  return secret;
#else
  return std::move(secret);
#endif
}
