# Tools that only some tests need. Where one is missing its tests are left out and the configuration says so;
# E3_REQUIRE_TOOLS makes that an error, so that a CI leg cannot pass with tests it never ran.
include_guard(GLOBAL)
option(E3_REQUIRE_TOOLS "Fail to configure where a tool that some tests need is missing" OFF)

# Sets the cache variable `variable` to the program; PACKAGE is Debian's name, FOR says which tests need it.
function(e3_find_tool variable)
  cmake_parse_arguments(arg "" "PACKAGE;FOR" "NAMES" ${ARGN})
  find_program(${variable} NAMES ${arg_NAMES})
  mark_as_advanced(${variable})
  if(NOT ${variable})
    list(JOIN arg_NAMES " or " names)
    set(missing "${arg_FOR} need ${names}; install the package ${arg_PACKAGE} (Debian) and configure again.")
    if(E3_REQUIRE_TOOLS)
      message(FATAL_ERROR "${missing}")
    endif()
    message(STATUS "Left out: ${missing}")
  endif()
endfunction()
