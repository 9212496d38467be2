// expect: e3: this error never comes

#ifdef E3_FORBIDDEN
constexpr int number = 1;
#else
constexpr int number = 2;
#endif
static_assert(number > 0);
