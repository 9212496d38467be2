# Secrets followed by Valgrind's memcheck and by MemorySanitizer.
e3_find_tool(E3_VALGRIND NAMES valgrind PACKAGE valgrind FOR "The checks that follow secrets")
find_path(E3_VALGRIND_INCLUDE valgrind/memcheck.h)
set(compiler_gcc "${CMAKE_CXX_COMPILER}")
set(followers gcc)
foreach(version IN ITEMS 14 16 19)
  e3_find_tool(E3_CLANG${version} NAMES clang++-${version} PACKAGE clang-${version} FOR "The checks of code by Clang")
  if(E3_CLANG${version})
    list(APPEND followers clang-${version})
    set(compiler_clang-${version} "${E3_CLANG${version}}")
  endif()
endforeach()
if(NOT E3_VALGRIND OR NOT E3_VALGRIND_INCLUDE)
  return()
endif()
# Many errors are the same one, and each is counted.
set(memcheck "${E3_VALGRIND}" -q --error-limit=no --read-inline-info=yes)
list(JOIN memcheck "|" memcheck_of)

# A program of the sources, by a compiler and its options; without any library. DWARF 4 is what this Valgrind reads.
function(e3_followed out name compiler)
  cmake_parse_arguments(arg "" "" "SOURCES;OPTIONS" ${ARGN})
  set(program "${CMAKE_CURRENT_BINARY_DIR}/${name}")
  list(TRANSFORM arg_SOURCES PREPEND "${here}/")
  add_custom_command(OUTPUT "${program}"
    COMMAND "${compiler}" ${arg_OPTIONS} -std=c++20 -g1 -gdwarf-4 ${warnings} -I "${here}/overlay" -I "${here}"
      -I "${PROJECT_SOURCE_DIR}/include" ${arg_SOURCES} -o "${program}"
    DEPENDS ${arg_SOURCES} ${followed_headers}
    COMMENT "Building ${name}"
    VERBATIM)
  add_custom_target(e3_followed_${name} ALL DEPENDS "${program}")
  set(${out} "${program}" PARENT_SCOPE)
endfunction()
file(GLOB_RECURSE followed_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/e3/*.hpp" "${here}/*.hpp")

foreach(follower IN LISTS followers)
  foreach(level IN ITEMS O1 O2 O3 Os)
    foreach(program IN ITEMS primitives envelope)
      e3_followed(run ${program}-${follower}-${level} "${compiler_${follower}}"
        SOURCES ${program}.cpp OPTIONS -${level})
      add_test(NAME "constant_time: memcheck finds nothing in ${program} by ${follower} -${level}"
        COMMAND ${memcheck} "${run}")
    endforeach()
  endforeach()
endforeach()

# Where nothing declares its verdict public, an open is found.
e3_followed(run envelope-undeclared "${compiler_gcc}"
  SOURCES envelope.cpp OPTIONS -O2 -I "${PROJECT_SOURCE_DIR}/include")
add_test(NAME "constant_time: a verdict that nothing declares public is found" COMMAND ${memcheck} "${run}")
set_tests_properties("constant_time: a verdict that nothing declares public is found"
  PROPERTIES PASS_REGULAR_EXPRESSION "\n5 of 5 leak")

# At the level at which each compiler plants most.
foreach(follower IN LISTS followers)
  set(level O2)
  if(NOT follower STREQUAL "gcc")
    set(level O1)
  endif()
  e3_followed(run leaks-${follower} "${compiler_${follower}}"
    SOURCES leaks_on_host.cpp leaks/leaks.cpp OPTIONS -${level})
  e3_leak_check(memcheck-${follower} -D "RUN=${memcheck_of}|${run}")
endforeach()

# MemorySanitizer takes an operand of an assembly statement for a use: the overlay has none.
if(E3_CLANG14)
  set(msan -O1 -fsanitize=memory -fno-omit-frame-pointer -I "${here}/overlay_msan")
  foreach(program IN ITEMS primitives envelope)
    e3_followed(run ${program}-msan "${E3_CLANG14}" SOURCES ${program}.cpp msan_settings.cpp OPTIONS ${msan})
    add_test(NAME "constant_time: MemorySanitizer finds nothing in ${program}" COMMAND "${run}")
  endforeach()
  e3_followed(run leaks-msan "${E3_CLANG14}" SOURCES leaks_on_host.cpp leaks/leaks.cpp msan_settings.cpp
    OPTIONS ${msan})
  e3_leak_check(msan -D "RUN=${run}")
endif()

# Neither of them sees what is divided, only by what; the code tells.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  find_program(E3_OBJDUMP NAMES objdump REQUIRED)
  foreach(program IN ITEMS primitives envelope leaks)
    set(source ${program}.cpp)
    if(program STREQUAL "leaks")
      set(source leaks/leaks.cpp)
    endif()
    add_library(e3_${program}_code OBJECT ${source})
    target_compile_options(e3_${program}_code PRIVATE -O2 -U_FORTIFY_SOURCE)
    target_include_directories(e3_${program}_code PRIVATE "${here}" "${here}/overlay")
    target_link_libraries(e3_${program}_code PRIVATE e3::e3 e3_warnings)
  endforeach()
  foreach(program IN ITEMS primitives envelope)
    add_test(NAME "constant_time: ${program} on x86_64 has no instruction that tells its operands"
      COMMAND "${CMAKE_COMMAND}" -D "OBJDUMP=${E3_OBJDUMP}" -D "CHECK=$<TARGET_FILE:e3_check_code>" -D CORE=x86_64
        -D "IMAGE=$<TARGET_OBJECTS:e3_${program}_code>" -P "${here}/check_code.cmake")
  endforeach()
  e3_leak_check(code-x86_64 -D "RUN=$<TARGET_FILE:e3_check_code>|x86_64"
    -D "INPUT=${E3_OBJDUMP}|-d|$<TARGET_OBJECTS:e3_leaks_code>")
endif()

# The other backends, whose libraries are as the distribution built them.
if(TARGET e3dep::openssl AND TARGET e3dep::psa AND TARGET e3dep::sodium)
  add_executable(e3_followed_backends backends.cpp library_verdicts.cpp)
  add_executable(e3_followed_software_aes software_aes.cpp)
  foreach(program IN ITEMS e3_followed_backends e3_followed_software_aes)
    target_compile_options(${program} PRIVATE -O2 -g1 -gdwarf-4)
    target_include_directories(${program} BEFORE PRIVATE "${here}/overlay" "${here}")
    target_link_libraries(${program} PRIVATE e3::e3 e3::sodium e3::openssl e3::psa e3_warnings)
  endforeach()
  add_test(NAME "constant_time: memcheck finds nothing in libsodium, OpenSSL and Mbed TLS but verdicts"
    COMMAND ${memcheck} "--suppressions=${here}/libraries.supp" "$<TARGET_FILE:e3_followed_backends>")
  add_test(NAME "constant_time: the verdicts of the libraries are found where nothing declares them public"
    COMMAND ${memcheck} "$<TARGET_FILE:e3_followed_backends>")
  # libsodium's AES-256-GCM and Mbed TLS's ChaCha20-Poly1305, alone and in an envelope.
  set_tests_properties("constant_time: the verdicts of the libraries are found where nothing declares them public"
    PROPERTIES PASS_REGULAR_EXPRESSION "\n4 of 10 leak")
  # Bits 33 and 57: PCLMULQDQ and AES.
  set(no_aes OPENSSL_ia32cap=~0x200000200000000)
  e3_leak_check(libraries -D "RUN=${memcheck_of}|$<TARGET_FILE:e3_followed_software_aes>")
  e3_leak_check(libraries-without-aes 
    -D "RUN=${CMAKE_COMMAND}|-E|env|${no_aes}|${memcheck_of}|$<TARGET_FILE:e3_followed_software_aes>")
elseif(E3_REQUIRE_TOOLS)
  message(FATAL_ERROR "The checks of other backends need libsodium-dev, libssl-dev and libmbedtls-dev (Debian).")
endif()
