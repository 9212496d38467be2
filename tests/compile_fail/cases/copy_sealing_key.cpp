// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "e3/keys/sealing_key.hpp"
#include "fixture.hpp"

using Key = e3::SealingKey<fixture::Aead>;
Key second(Key& key) {
#ifdef E3_FORBIDDEN
  return key;
#else
  return std::move(key);
#endif
}
