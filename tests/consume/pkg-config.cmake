# Compiles and runs the project by pkg-config alone, from the prefix that was moved.
cmake_minimum_required(VERSION 3.23...3.31)
file(MAKE_DIRECTORY "${BUILD}")
set(ENV{PKG_CONFIG_PATH} "${MOVED}/share/pkgconfig")
execute_process(
  COMMAND "${PKG_CONFIG}" --cflags --libs "e3-sodium >= 0.1"
  OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
execute_process(
  COMMAND "${CXX}" -std=c++20 "${SOURCE}/main.cpp" "${SOURCE}/seal.cpp" ${flags} -o "${BUILD}/consumer"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${BUILD}/consumer" COMMAND_ERROR_IS_FATAL ANY)
