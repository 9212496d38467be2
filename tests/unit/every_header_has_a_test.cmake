# Fails unless every header under include/e3 has a unit test file of its name: a/b.hpp is tested by a/b_test.cpp.
#
# cmake -D HEADERS=<include/e3> -D TESTS=<tests/unit> -P every_header_has_a_test.cmake
cmake_minimum_required(VERSION 3.23)

set(umbrellas e3.hpp store/file.hpp store/flash.hpp)

# Tested below tests/backends, with every backend whose library is there, and on emulated processors: header, and its
# test from there.
set(elsewhere
  backend/portable/chacha20/thumb.hpp ../../bench/target/CMakeLists.txt
  backend/portable/poly1305/thumb.hpp ../../bench/target/CMakeLists.txt
  backend/openssl.hpp openssl_test.cpp
  backend/openssl/fetched_once.hpp openssl_test.cpp
  backend/psa.hpp psa_test.cpp
  backend/psa/aead.hpp conformance_test.cpp
  backend/psa/kdf.hpp psa_store_test.cpp
  backend/psa/key.hpp psa_store_test.cpp
  testing/aead_conformance.hpp planted_test.cpp
  testing/aead_inputs.hpp planted_test.cpp
  testing/backend_conformance.hpp planted_test.cpp
  testing/known_answers.hpp conformance_test.cpp)

file(GLOB_RECURSE headers RELATIVE "${HEADERS}" "${HEADERS}/*.hpp")
if(NOT headers)
  message(FATAL_ERROR "there is no header in ${HEADERS}")
endif()
list(REMOVE_ITEM headers ${umbrellas})
set(untested "")
while(elsewhere)
  list(POP_FRONT elsewhere header test)
  if(header IN_LIST headers AND EXISTS "${TESTS}/../backends/${test}")
    list(REMOVE_ITEM headers "${header}")
  endif()
endwhile()
foreach(header IN LISTS headers)
  string(REGEX REPLACE "\\.hpp$" "_test.cpp" test "${header}")
  if(NOT EXISTS "${TESTS}/${test}")
    string(APPEND untested "\n  ${header}: ${test} is missing")
  endif()
endforeach()

file(GLOB_RECURSE tests RELATIVE "${TESTS}" "${TESTS}/*_test.cpp")
foreach(test IN LISTS tests)
  string(REGEX REPLACE "_test\\.cpp$" ".hpp" header "${test}")
  if(NOT EXISTS "${HEADERS}/${header}")
    string(APPEND untested "\n  ${test}: there is no header ${header}")
  endif()
endforeach()

if(untested)
  message(FATAL_ERROR "headers and unit tests do not match:${untested}")
endif()
