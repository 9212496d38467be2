# Looks at the code of an image.
#
#   cmake -D OBJDUMP=objdump -D CHECK=e3_check_code -D CORE=m3 -D IMAGE=image.elf -P check_code.cmake
cmake_minimum_required(VERSION 3.23...3.31)

if(NOT EXISTS "${IMAGE}" OR NOT EXISTS "${CHECK}")
  message(FATAL_ERROR "There is no ${IMAGE} or no ${CHECK}: build them first, `cmake --build` with the test's preset.")
endif()
execute_process(COMMAND "${OBJDUMP}" -d "${IMAGE}" COMMAND "${CHECK}" "${CORE}"
  OUTPUT_VARIABLE output RESULTS_VARIABLE results)
string(REGEX MATCHALL "[^\n]*: found[^\n]*" found "${output}")
string(REGEX MATCH "[0-9]+ of [0-9]+ functions" count "${output}")
if(NOT results STREQUAL "0;0")
  list(JOIN found "\n  " found)
  message(FATAL_ERROR "${IMAGE}:\n  ${found}")
endif()
message(STATUS "${IMAGE}: ${count}")
