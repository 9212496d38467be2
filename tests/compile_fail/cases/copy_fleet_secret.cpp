// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "e3/keys/fleet.hpp"
#include "fixture.hpp"

using Fleet = e3::FleetSecret<fixture::Kdf>;
Fleet second(Fleet& fleet) {
#ifdef E3_FORBIDDEN
  return fleet;
#else
  return std::move(fleet);
#endif
}
