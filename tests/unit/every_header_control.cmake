# The negative control of every_header_has_a_test.cmake: it must refuse a header without a test and a test without a
# header, and say which.
#
# cmake -D CHECK=<script> -D WORK=<directory to plant in> -P every_header_control.cmake
function(expect_refusal named)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -D "HEADERS=${WORK}/e3" -D "TESTS=${WORK}/unit" -P "${CHECK}"
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE output)
  if(result EQUAL 0 OR NOT output MATCHES "${named}")
    message(FATAL_ERROR "the check does not name ${named}; it said: ${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
foreach(file IN ITEMS e3/core/tested.hpp unit/core/tested_test.cpp e3/core/planted.hpp)
  file(WRITE "${WORK}/${file}" "")
endforeach()
expect_refusal("core/planted.hpp: core/planted_test.cpp is missing")

file(WRITE "${WORK}/unit/core/planted_test.cpp" "")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -D "HEADERS=${WORK}/e3" -D "TESTS=${WORK}/unit" -P "${CHECK}"
  RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the check refuses a tree in which every header has its test")
endif()

file(REMOVE "${WORK}/e3/core/planted.hpp")
expect_refusal("core/planted_test.cpp: there is no header core/planted.hpp")
