# e3::e3 has every header that needs no other library. Each adapter adds its own headers and, at the consumer, its library.
# All of it ships always: what is in the package never depends on what this machine has.

set(E3_INCLUDE_DIR "${PROJECT_SOURCE_DIR}/include")
file(GLOB_RECURSE E3_HEADERS CONFIGURE_DEPENDS "${E3_INCLUDE_DIR}/e3/*.hpp")

# name: component; HEADERS: patterns under include/e3; TARGET: the library they need; POSIX: they need such a system
function(e3_add_adapter name)
  cmake_parse_arguments(arg "POSIX" "TARGET" "HEADERS" ${ARGN})
  set(mine "")
  foreach(pattern IN LISTS arg_HEADERS)
    set(matching ${E3_HEADERS})
    list(FILTER matching INCLUDE REGEX "^${E3_INCLUDE_DIR}/e3/${pattern}$")
    list(APPEND mine ${matching})
  endforeach()
  add_library(e3_${name} INTERFACE)
  add_library(e3::${name} ALIAS e3_${name})
  target_sources(e3_${name} INTERFACE FILE_SET HEADERS BASE_DIRS "${E3_INCLUDE_DIR}" FILES ${mine})
  # By name: the package offers the component whether or not its library is on the machine that builds the package.
  target_link_libraries(e3_${name} INTERFACE e3 ${arg_TARGET})
  set(verify ${PROJECT_IS_TOP_LEVEL})
  if((arg_TARGET AND NOT TARGET ${arg_TARGET}) OR (arg_POSIX AND WIN32))
    set(verify OFF)
  endif()
  set_target_properties(e3_${name} PROPERTIES EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ${verify})
  list(REMOVE_ITEM E3_HEADERS ${mine})
  set(E3_HEADERS ${E3_HEADERS} PARENT_SCOPE)
  set(E3_ADAPTERS ${E3_ADAPTERS} ${name} PARENT_SCOPE)
endfunction()

add_library(e3 INTERFACE)
add_library(e3::e3 ALIAS e3)
target_compile_features(e3 INTERFACE cxx_std_20)

find_package(E3Sodium QUIET)
find_package(E3OpenSSL QUIET)
find_package(E3Psa QUIET)

e3_add_adapter(sodium HEADERS "backend/sodium\\.hpp" TARGET e3dep::sodium)
e3_add_adapter(openssl HEADERS "backend/openssl\\.hpp" TARGET e3dep::openssl)
e3_add_adapter(psa HEADERS "backend/psa\\.hpp" "backend/psa/.*\\.hpp" TARGET e3dep::psa)
e3_add_adapter(file POSIX HEADERS "store/file\\.hpp" "store/file/.*\\.hpp")

target_sources(e3 INTERFACE FILE_SET HEADERS BASE_DIRS "${E3_INCLUDE_DIR}" FILES ${E3_HEADERS})
set_target_properties(e3 PROPERTIES VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
