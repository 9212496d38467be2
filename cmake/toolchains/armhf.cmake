# 32-bit Arm, run by qemu-user. cmake/install-platforms.sh brings what it needs.
# Everything is linked in, so that the programs need no library of that architecture where they run.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(CMAKE_CXX_COMPILER arm-linux-gnueabihf-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
include("${CMAKE_CURRENT_LIST_DIR}/libraries-of-target.cmake")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CMAKE_FIND_ROOT_PATH}/armhf")
set(ENV{PKG_CONFIG_LIBDIR} "$ENV{PKG_CONFIG_SYSROOT_DIR}/usr/lib/arm-linux-gnueabihf/pkgconfig")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-arm)
