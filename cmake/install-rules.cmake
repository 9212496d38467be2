include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Header-only, so independent of the architecture: under share/. Distributions set this to their own place.
set(E3_INSTALL_CMAKEDIR "${CMAKE_INSTALL_DATADIR}/cmake/e3" CACHE STRING "Where the CMake package goes")

foreach(name IN ITEMS "" ${E3_ADAPTERS})
  set(target e3)
  set(export e3-targets)
  if(name)
    set(target e3_${name})
    set(export e3-${name}-targets)
  endif()
  install(TARGETS ${target} EXPORT ${export} FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(EXPORT ${export} NAMESPACE e3:: DESTINATION "${E3_INSTALL_CMAKEDIR}")
endforeach()

configure_package_config_file(cmake/e3-config.cmake.in e3-config.cmake
  INSTALL_DESTINATION "${E3_INSTALL_CMAKEDIR}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(e3-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/e3-config.cmake"
  "${PROJECT_BINARY_DIR}/e3-config-version.cmake"
  cmake/FindE3Sodium.cmake
  cmake/FindE3OpenSSL.cmake
  cmake/FindE3Psa.cmake
  DESTINATION "${E3_INSTALL_CMAKEDIR}")

foreach(package IN ITEMS e3 e3-sodium e3-openssl e3-psa)
  configure_file(cmake/${package}.pc.in ${package}.pc @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")
endforeach()

install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/e3")
