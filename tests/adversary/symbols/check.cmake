# Looks at the symbols of an object made of E3's headers.
#
#   cmake -DNM=nm -DOBJECT=core.o [-DEXPECT=regex] -P check.cmake
#
# Finds symbols in writable sections, guards of function-local statics, and undefined symbols other than the foreign_
# functions, mem* and what the compiler itself calls. Without EXPECT any finding is an error; with it, the lack of a
# finding that matches is one.
cmake_minimum_required(VERSION 3.23)

execute_process(COMMAND "${NM}" --format=sysv "${OBJECT}" OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" " " listing "${listing}")
string(REPLACE "\n" ";" lines "${listing}")

set(findings "")
set(symbols 0)
foreach(line IN LISTS lines)
  # name | value | class | type | size | line | section
  if(NOT line MATCHES "^([^|]+)\\|[^|]*\\|([^|]*)\\|[^|]*\\|[^|]*\\|[^|]*\\|(.*)$")
    continue()
  endif()
  string(STRIP "${CMAKE_MATCH_1}" name)
  string(STRIP "${CMAKE_MATCH_2}" class)
  string(STRIP "${CMAKE_MATCH_3}" section)
  math(EXPR symbols "${symbols} + 1")
  if(section MATCHES "^\\.t?(data|bss)|COM" AND NOT section MATCHES "^\\.data\\.rel\\.ro")
    list(APPEND findings "static mutable state: ${name} in ${section}")
  elseif(name MATCHES "^_ZGV")
    list(APPEND findings "static mutable state: ${name} guards a function-local static")
  elseif(class STREQUAL "U" AND NOT name MATCHES "^(foreign_[a-z_]+|mem(cpy|set|move|cmp))$")
    list(APPEND findings "foreign symbol: ${name}")
  endif()
endforeach()

if(symbols LESS 10)
  message(FATAL_ERROR "${NM} lists ${symbols} symbols in ${OBJECT}; it should be dozens")
endif()
foreach(finding IN LISTS findings)
  message(STATUS "${finding}")
endforeach()
list(LENGTH findings count)
if(NOT DEFINED EXPECT)
  if(count GREATER 0)
    message(FATAL_ERROR "The object of E3's headers has ${count} symbols that it must not have")
  endif()
  message(STATUS "${symbols} symbols: no mutable state, and nothing undefined but foreign_* and mem*")
elseif(NOT findings MATCHES "${EXPECT}")
  message(FATAL_ERROR "A planted ${EXPECT} was not found")
endif()
