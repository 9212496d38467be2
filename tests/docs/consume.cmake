# cmake -DFOLDER=... -DMAIN=... -DPREFIX=... -DSOURCE=... -DCOMPILER=... -DGENERATOR=... -P consume.cmake
#
# FOLDER holds the CMakeLists.txt, or the shell commands, of a document. Does with it what a reader would: puts a main.cpp
# beside it, builds, and runs the program. PREFIX is where e3 is installed, SOURCE is its source tree.
cmake_minimum_required(VERSION 3.23)

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${FOLDER}" RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

file(COPY_FILE "${MAIN}" "${FOLDER}/main.cpp")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/preludes/scratch.hpp" DESTINATION "${FOLDER}")
if(EXISTS "${FOLDER}/block.sh")
  set(ENV{PKG_CONFIG_PATH} "${PREFIX}/share/pkgconfig")
  run(sh block.sh)
else()
  file(REMOVE_RECURSE "${FOLDER}/build")
  if(SOURCE)
    file(MAKE_DIRECTORY "${FOLDER}/third_party")
    file(CREATE_LINK "${SOURCE}" "${FOLDER}/third_party/e3" SYMBOLIC)
  endif()
  run("${CMAKE_COMMAND}" -G "${GENERATOR}" -S . -B build "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${PREFIX}")
  run("${CMAKE_COMMAND}" --build build)
  run("${FOLDER}/build/app")
endif()
