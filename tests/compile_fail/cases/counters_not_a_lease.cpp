// expect: e3: a Sealer's counters are a CounterLease

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
using Counters = fixture::Store;
#else
using Counters = fixture::Lease;
#endif
static_assert(sizeof(e3::Sealer<fixture::Profile, Counters>) > 0);
