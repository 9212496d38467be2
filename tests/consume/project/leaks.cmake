# What E3 must not leave behind in a project that adds it as a subdirectory.

get_property(tests DIRECTORY "${E3_AS_SUBDIRECTORY}" PROPERTY TESTS)
if(tests)
  message(FATAL_ERROR "E3 adds tests to its consumer: ${tests}")
endif()

get_property(directories DIRECTORY "${E3_AS_SUBDIRECTORY}" PROPERTY SUBDIRECTORIES)
if(directories)
  message(FATAL_ERROR "E3 adds directories to its consumer: ${directories}")
endif()

# Whatever an all-target of the consumer would build.
get_property(targets DIRECTORY "${E3_AS_SUBDIRECTORY}" PROPERTY BUILDSYSTEM_TARGETS)
foreach(target IN LISTS targets)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    message(FATAL_ERROR "E3 adds the target ${target} to its consumer's build")
  endif()
endforeach()

# E3's own names, and what CMake's project(), pkg-config support and find module of OpenSSL record.
set(expected "^(E3|_?OPENSSL_|pkgcfg_lib__OPENSSL_|e3_(SOURCE_DIR|BINARY_DIR|IS_TOP_LEVEL)$|PKG_CONFIG|pkgcfg_lib_E3DEP_|__pkg_config_|prefix_result$|FIND_PACKAGE_)")
get_cmake_property(cache_after CACHE_VARIABLES)
list(REMOVE_ITEM cache_after ${cache_before} unofficial-sodium_DIR libsodium_DIR MbedTLS_DIR)
list(FILTER cache_after EXCLUDE REGEX "${expected}")
if(cache_after)
  message(FATAL_ERROR "E3 adds to its consumer's cache: ${cache_after}")
endif()
