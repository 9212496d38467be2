# Plants one fault in a copy of the tree: check_declared_public.cmake must refuse it.
#
#   cmake -D ROOT=<source tree> -D WORK=<folder> -D CONTROL=<place|suppression|seventh>
#     -P check_declared_public_control.cmake
cmake_minimum_required(VERSION 3.23...3.31)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${ROOT}/include" DESTINATION "${WORK}")
file(COPY "${ROOT}/tests/constant_time" DESTINATION "${WORK}/tests")
set(tests "${WORK}/tests/constant_time")
if(CONTROL STREQUAL "place")
  file(APPEND "${WORK}/include/e3/core/secret.hpp" "inline bool seen(bool it) { return e3::declassify(it); }\n")
  set(expected "called 2 times")
elseif(CONTROL STREQUAL "suppression")
  file(APPEND "${tests}/libraries.supp" "{\n   more\n   Memcheck:Cond\n   fun:aes_encrypt\n}\n")
  set(expected "aes_encrypt is declared public and not listed")
else()
  file(APPEND "${tests}/declared_public.txt" "equal: include/e3/core/constant_time.hpp: One place too many.\n")
  set(expected "7 places are listed")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -D "ROOT=${WORK}" -P "${tests}/check_declared_public.cmake"
  RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_QUIET)
string(REGEX REPLACE "[ \n]+" " " errors "${errors}")
if(result EQUAL 0 OR NOT errors MATCHES "${expected}")
  message(FATAL_ERROR "A planted ${CONTROL} was not found: ${errors}")
endif()
