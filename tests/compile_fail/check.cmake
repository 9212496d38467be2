# Compiles one case twice: its twin must compile without a warning, and the forbidden form must not.
#
# CASE: a .cpp whose first line is `// expect: <regex>` and whose one `#ifdef E3_FORBIDDEN` has one line on either side.
# The regex must match at the start of the compiler's first error, after the words that a compiler puts before the text
# of a static_assert. COMPILER and INCLUDES (separated by |) say how to compile.
cmake_minimum_required(VERSION 3.23...3.31)

file(STRINGS "${CASE}" first_line LIMIT_COUNT 1)
if(NOT first_line MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "The first line is not '// expect: <regex>'.")
endif()
set(expected "${CMAKE_MATCH_1}")

file(READ "${CASE}" text)
string(REGEX MATCHALL "E3_FORBIDDEN" names "${text}")
list(LENGTH names count)
if(NOT count EQUAL 1 OR NOT text MATCHES "\n#ifdef E3_FORBIDDEN\n[^\n]+\n#else\n[^\n]+\n#endif\n")
  message(FATAL_ERROR "The two forms do not differ in exactly one line.")
endif()

set(command "${COMPILER}" -std=c++20 -fsyntax-only
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror)
string(REPLACE "|" ";" includes "${INCLUDES}")
foreach(include IN LISTS includes)
  list(APPEND command -I "${include}")
endforeach()

# The locale decides how a compiler quotes.
set(ENV{LC_ALL} C)
execute_process(COMMAND ${command} "${CASE}" RESULT_VARIABLE result ERROR_VARIABLE said)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The twin does not compile:\n${said}")
endif()

execute_process(COMMAND ${command} -D E3_FORBIDDEN "${CASE}" RESULT_VARIABLE result ERROR_VARIABLE said)
if(result EQUAL 0)
  message(FATAL_ERROR "The forbidden form compiles.")
endif()
if(NOT said MATCHES "error: ([^\n]*)")
  message(FATAL_ERROR "The compiler fails without an error line:\n${said}")
endif()
set(first_error "${CMAKE_MATCH_1}")
string(REGEX REPLACE "^static assertion failed: " "" first_error "${first_error}")
string(REGEX REPLACE "^static assertion failed due to requirement '[^']*': " "" first_error "${first_error}")
string(REGEX REPLACE "^static_assert failed( due to requirement '[^']*')? \"" "" first_error "${first_error}")
if(NOT first_error MATCHES "^(${expected})")
  message(FATAL_ERROR "The first error is not '${expected}':\n${said}")
endif()
