# 64-bit and big-endian, run by qemu-user.
# The C++ runtime is linked in, so that only the C library and libsodium of that architecture need to be installed.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_CXX_COMPILER s390x-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static-libstdc++ -static-libgcc")
set(ENV{PKG_CONFIG_LIBDIR} "/usr/lib/s390x-linux-gnu/pkgconfig")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-s390x)
