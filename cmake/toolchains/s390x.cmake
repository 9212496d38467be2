# 64-bit and big-endian, run by qemu-user. cmake/install-platforms.sh brings what it needs.
# Everything is linked in, so that the programs need no library of that architecture where they run.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_CXX_COMPILER s390x-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
include("${CMAKE_CURRENT_LIST_DIR}/libraries-of-target.cmake")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CMAKE_FIND_ROOT_PATH}/s390x")
set(ENV{PKG_CONFIG_LIBDIR} "$ENV{PKG_CONFIG_SYSROOT_DIR}/usr/lib/s390x-linux-gnu/pkgconfig")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-s390x)
