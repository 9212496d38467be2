# cmake -DFOLDER=... -DTOOL=... -DREADME=... -P use_tool.cmake
#
# FOLDER holds the shell commands of a document. Runs them in an empty folder with a README.md, the tool in the PATH.
cmake_minimum_required(VERSION 3.23)

set(work "${FOLDER}/work")
file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")
file(COPY_FILE "${README}" "${work}/README.md")
get_filename_component(programs "${TOOL}" DIRECTORY)
set(ENV{XDG_STATE_HOME} "${work}/remembered")
set(ENV{PATH} "${programs}:$ENV{PATH}")
execute_process(COMMAND sh "${FOLDER}/block.sh" WORKING_DIRECTORY "${work}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "failed: ${FOLDER}/block.sh")
endif()
# What was opened is what was sealed.
if(EXISTS "${work}/copy.md")
  file(SHA256 "${work}/README.md" sealed)
  file(SHA256 "${work}/copy.md" opened)
  if(NOT opened STREQUAL sealed)
    message(FATAL_ERROR "copy.md is not README.md")
  endif()
endif()
