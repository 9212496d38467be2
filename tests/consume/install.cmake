# Installs SOURCE below PREFIX, and then moves everything to MOVED: a package must not know where it was put first.
cmake_minimum_required(VERSION 3.23...3.31)
file(REMOVE_RECURSE "${BUILD}" "${PREFIX}" "${MOVED}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${BUILD}"
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_INSTALL_PREFIX=${PREFIX}"
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(RENAME "${PREFIX}" "${MOVED}")

file(GLOB_RECURSE sources RELATIVE "${SOURCE}/include" "${SOURCE}/include/*.hpp")
file(GLOB_RECURSE installed RELATIVE "${MOVED}/include" "${MOVED}/include/*.hpp")
if(NOT installed STREQUAL sources)
  message(FATAL_ERROR "The installed headers are not all headers:\n${installed}\n${sources}")
endif()
file(GLOB_RECURSE texts "${MOVED}/share/*")
foreach(text IN LISTS texts)
  file(READ "${text}" content)
  string(FIND "${content}" "${PREFIX}" at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "${text} knows the directory it was installed to.")
  endif()
endforeach()
