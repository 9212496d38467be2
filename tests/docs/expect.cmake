# cmake -DEXPECT=failure -DMATCH=regex -P expect.cmake -- command arguments...
#
# The negative controls: the command must fail (or succeed, for their twins), and say what MATCH says.
cmake_minimum_required(VERSION 3.23)

set(command "")
set(collecting FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(collecting)
    list(APPEND command "${CMAKE_ARGV${i}}")
  elseif(CMAKE_ARGV${i} STREQUAL "--")
    set(collecting TRUE)
  endif()
endforeach()

execute_process(COMMAND ${command} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  set(outcome success)
else()
  set(outcome failure)
endif()
if(NOT outcome STREQUAL EXPECT OR NOT output MATCHES "${MATCH}")
  message(FATAL_ERROR "expected ${EXPECT} with '${MATCH}', got ${outcome}:\n${output}")
endif()
