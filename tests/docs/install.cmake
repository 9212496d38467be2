# cmake -DBUILD=... -DPREFIX=... -P install.cmake: installs e3 from its build tree into a fresh prefix.
file(REMOVE_RECURSE "${PREFIX}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${PREFIX}" RESULT_VARIABLE result OUTPUT_QUIET)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "e3 was not installed")
endif()
