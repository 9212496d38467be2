// expect: e3: a replay window's width is a multiple of 64 from 64 to 8192

#include "e3/replay/window.hpp"

#ifdef E3_FORBIDDEN
e3::ReplayWindow<16384> window;
#else
e3::ReplayWindow<8192> window;
#endif
