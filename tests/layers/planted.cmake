# Plants a violation in a copy of the headers; the layer check must refuse the copy and say why.
#
# FILE: pattern below include/e3; a new header is made where it matches none. LINE is appended REPEAT times, or stands
# alone in the header with BARE. EXPECT: what the check must say.
cmake_minimum_required(VERSION 3.23...3.31)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${SOURCE}/include" DESTINATION "${WORK}")

set(addition "")
foreach(i RANGE 1 ${REPEAT})
  string(APPEND addition "${LINE}\n")
endforeach()
file(GLOB_RECURSE targets "${WORK}/include/e3/${FILE}")
if(BARE)
  file(WRITE "${WORK}/include/e3/${FILE}" "${addition}")
elseif(targets)
  foreach(target IN LISTS targets)
    file(APPEND "${target}" "${addition}")
  endforeach()
else()
  file(WRITE "${WORK}/include/e3/${FILE}" "#pragma once\n${addition}")
endif()

execute_process(
  COMMAND "${CMAKE_COMMAND}" -D "ROOT=${WORK}" -P "${SOURCE}/cmake/check-layers.cmake"
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
file(REMOVE_RECURSE "${WORK}")
if(result EQUAL 0)
  message(FATAL_ERROR "The check accepted '${LINE}' in ${FILE}.")
endif()
if(NOT said MATCHES "${EXPECT}")
  message(FATAL_ERROR "The check refused '${LINE}' in ${FILE}, but did not say '${EXPECT}':\n${said}")
endif()
