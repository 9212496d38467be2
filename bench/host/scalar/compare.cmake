# Counts, by callgrind and in a process each, the instructions that E3's portable code and libsodium's take to open one
# message, and says whether the first are at most PERCENT of the second. They have to open the same.
#
#   cmake -D VALGRIND=... -D PORTABLE=<program> -D SODIUM=<program> -D PERCENT=80 -D WORK=<folder> -P compare.cmake
cmake_minimum_required(VERSION 3.23...3.31)

set(calls 100)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
foreach(name IN ITEMS PORTABLE SODIUM)
  execute_process(
    COMMAND "${VALGRIND}" --tool=callgrind "--callgrind-out-file=${WORK}/${name}" "${${name}}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output_${name} ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${errors}")
  endif()
  file(STRINGS "${WORK}/${name}.1" summary REGEX "^summary: ")
  if(NOT summary MATCHES "^summary: ([0-9]+)")
    message(FATAL_ERROR "callgrind gave no count:\n${errors}")
  endif()
  math(EXPR count_${name} "${CMAKE_MATCH_1} / ${calls}")
endforeach()
if(NOT output_PORTABLE STREQUAL output_SODIUM)
  message(FATAL_ERROR "The two do not seal the same.")
endif()
math(EXPR share "(100 * ${count_PORTABLE} + ${count_SODIUM} - 1) / ${count_SODIUM}")
message(NOTICE "Instructions to open 64 bytes by ChaCha20-Poly1305: ${count_PORTABLE} in E3's portable code, "
  "${count_SODIUM} in libsodium's, ${share} %")
if(share GREATER PERCENT)
  message(FATAL_ERROR "That is more than ${PERCENT} %.")
endif()
