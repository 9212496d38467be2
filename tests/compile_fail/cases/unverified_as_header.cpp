// expect: could not convert '{claimed}'|no viable conversion from 'const e3::UnverifiedHeader'

#include "e3/opened.hpp"

struct Reading {
  e3::Header from;
};
Reading record([[maybe_unused]] const e3::UnverifiedHeader& claimed, [[maybe_unused]] const e3::Header& verified) {
#ifdef E3_FORBIDDEN
  return {claimed};
#else
  return {verified};
#endif
}
