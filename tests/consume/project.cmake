# Configures, builds and runs the project SOURCE in BUILD, with OPTIONS (separated by |). With EXPECT, configuring must
# fail and say that. With EMPTY_INSTALL, installing the project must install nothing.
cmake_minimum_required(VERSION 3.23...3.31)
file(REMOVE_RECURSE "${BUILD}")
string(REPLACE "|" ";" options "${OPTIONS}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${BUILD}" "-DCMAKE_CXX_COMPILER=${CXX}" ${options}
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(EXPECT)
  # CMake breaks the lines of an error where it likes.
  string(REGEX REPLACE "[ \n]+" " " flat "${said}")
  string(FIND "${flat}" "${EXPECT}" at)
  if(result EQUAL 0 OR at EQUAL -1)
    message(FATAL_ERROR "Configuring did not fail with '${EXPECT}':\n${said}")
  endif()
  return()
endif()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "Configuring failed:\n${said}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BUILD}" COMMAND_ERROR_IS_FATAL ANY)
if(RUN)
  execute_process(
    COMMAND "${CMAKE_CTEST_COMMAND}" --no-tests=error --output-on-failure
    WORKING_DIRECTORY "${BUILD}" COMMAND_ERROR_IS_FATAL ANY)
endif()
if(EMPTY_INSTALL)
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${BUILD}/prefix" COMMAND_ERROR_IS_FATAL ANY)
  if(EXISTS "${BUILD}/prefix")
    message(FATAL_ERROR "E3 installs itself with its consumer.")
  endif()
endif()
