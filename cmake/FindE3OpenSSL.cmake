# Defines e3dep::openssl: OpenSSL's libcrypto, 3.0 or later, from vcpkg, Conan, pkg-config or the system.
if(NOT TARGET e3dep::openssl)
  find_package(OpenSSL 3.0 QUIET)
  if(TARGET OpenSSL::Crypto AND NOT OPENSSL_VERSION VERSION_LESS 3.0)
    add_library(e3dep::openssl INTERFACE IMPORTED)
    set_property(TARGET e3dep::openssl PROPERTY INTERFACE_LINK_LIBRARIES OpenSSL::Crypto)
  endif()
endif()

include(FindPackageHandleStandardArgs)
if(TARGET e3dep::openssl)
  set(E3OpenSSL_TARGET e3dep::openssl)
endif()
find_package_handle_standard_args(E3OpenSSL REQUIRED_VARS E3OpenSSL_TARGET)
