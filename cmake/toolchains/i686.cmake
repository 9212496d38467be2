# 32-bit x86: 4-byte pointers and size_t. Its programs run on x86-64 as they are.
# cmake/install-platforms.sh brings what it needs. Everything is linked in, since the 32-bit libraries may not be there.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_CXX_COMPILER i686-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
include("${CMAKE_CURRENT_LIST_DIR}/libraries-of-target.cmake")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CMAKE_FIND_ROOT_PATH}/i386")
set(ENV{PKG_CONFIG_LIBDIR} "$ENV{PKG_CONFIG_SYSROOT_DIR}/usr/lib/i386-linux-gnu/pkgconfig")
