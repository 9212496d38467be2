# Images of microcontrollers, and what their code is made of: no division, no helper of the compiler whose time depends
# on its operands, and on Cortex-M3 no long multiplication.
e3_find_tool(E3_ARM_CXX NAMES arm-none-eabi-g++ FOR "The checks of the code of microcontrollers"
  PACKAGE "gcc-arm-none-eabi, with libnewlib-arm-none-eabi and libstdc++-arm-none-eabi-dev")
if(NOT E3_ARM_CXX)
  return()
endif()
set(cores m0plus m3 m4)
if(E3_BUILD_CONSTANT_TIME_TESTS)
  e3_find_tool(E3_RISCV_CXX NAMES riscv64-unknown-elf-g++ PACKAGE gcc-riscv64-unknown-elf
    FOR "The checks of the code of RV32")
  e3_find_tool(E3_CLANG14 NAMES clang++-14 PACKAGE clang-14 FOR "The checks of code by Clang")
  if(E3_RISCV_CXX)
    list(APPEND cores rv32)
  endif()
endif()

set(machine_m0plus -mthumb -mcpu=cortex-m0plus)
set(machine_m3 -mthumb -mcpu=cortex-m3)
set(machine_m4 -mthumb -mcpu=cortex-m4)
set(machine_rv32 -march=rv32imac -mabi=ilp32)
set(triple_m0plus thumbv6m-none-eabi)
set(triple_m3 thumbv7m-none-eabi)
set(triple_m4 thumbv7em-none-eabi)
set(triple_rv32 riscv32-unknown-elf)

# Arm's headers of the standard library: the compilers for RV32 have none, and Clang finds none by itself. The folder of
# the oldest processor has what is common.
execute_process(COMMAND "${E3_ARM_CXX}" -mthumb -mcpu=cortex-m0plus -E -v -x c++ /dev/null
  OUTPUT_QUIET ERROR_VARIABLE search)
string(REPLACE "\n" ";" search "${search}")
list(FILTER search INCLUDE REGEX "^ /[^ ]+$")
# Not the compiler's own, which are for that compiler.
list(FILTER search EXCLUDE REGEX "/lib/gcc/[^/]+/[^/]+/include|cc1plus")
set(arm_headers "")
foreach(folder IN LISTS search)
  string(STRIP "${folder}" folder)
  list(APPEND arm_headers -isystem "${folder}")
endforeach()

set(freestanding -std=c++20 -ffreestanding -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections
  -fno-stack-protector -fno-threadsafe-statics -U_FORTIFY_SOURCE)
set(phases set_up seal open reject kernel)
list(TRANSFORM phases PREPEND "LINKER:-u,phase_")
file(STRINGS leaks/leaks.hpp planted REGEX "^Leak ")
list(TRANSFORM planted REPLACE "^Leak ([a-z_0-9]+);.*" "LINKER:-u,\\1")

# The command that compiles for a core by gcc or clang, and the one that links.
function(e3_target_commands compiler core out_compile out_link)
  set(gcc "${E3_ARM_CXX}")
  if(core STREQUAL "rv32")
    set(gcc "${E3_RISCV_CXX}")
  endif()
  if(compiler STREQUAL "clang")
    set(compile "${E3_CLANG14}" --target=${triple_${core}} ${machine_${core}} ${arm_headers})
    if(NOT core STREQUAL "rv32")
      # As GCC for Arm by itself.
      list(APPEND compile -mfloat-abi=soft -fshort-enums)
    endif()
  elseif(core STREQUAL "rv32")
    set(compile "${gcc}" ${machine_rv32} ${arm_headers})
  else()
    set(compile "${gcc}" ${machine_${core}} -Wno-psabi)
  endif()
  set(${out_compile} ${compile} ${freestanding} ${warnings} PARENT_SCOPE)
  set(${out_link} "${gcc}" ${machine_${core}} -nostdlib -nostartfiles -T "${here}/target/image.ld"
    -Wl,--gc-sections,--no-warn-rwx-segments,-z,noexecstack PARENT_SCOPE)
endfunction()

# Sets `out` to the image of source, and `out`_TARGET to the target that builds it.
#   ROOTS: what the image is linked for; the rest are the compiler's options, with the level of optimization
function(e3_image out name source compiler core)
  cmake_parse_arguments(arg "" "" "ROOTS;OPTIONS" ${ARGN})
  e3_target_commands(${compiler} ${core} compile link)
  set(image "${CMAKE_CURRENT_BINARY_DIR}/${name}-${core}-${compiler}.elf")
  list(TRANSFORM arg_ROOTS REPLACE "^LINKER:" "-Wl,")
  if("-flto" IN_LIST arg_OPTIONS)
    list(APPEND link -Os -flto)
  endif()
  # A compiler makes a call to memcpy of a loop that is memcpy.
  set(no_loops -fno-tree-loop-distribute-patterns)
  if(compiler STREQUAL "clang")
    set(no_loops -fno-builtin)
  endif()
  add_custom_command(OUTPUT "${image}"
    COMMAND ${compile} ${arg_OPTIONS} -I "${PROJECT_SOURCE_DIR}/include" -I "${here}" -I "${here}/target"
      -MD -MF "${image}.d" -MT "${image}" -c "${here}/${source}" -o "${image}.o"
    COMMAND ${compile} -Os ${no_loops} -c "${here}/target/memory.cpp" -o "${image}.memory.o"
    COMMAND ${link} ${arg_ROOTS} "${image}.o" "${image}.memory.o" -lgcc -o "${image}"
    DEPENDS "${here}/${source}" "${here}/target/memory.cpp" "${here}/target/image.ld"
    DEPFILE "${image}.d"
    COMMENT "Building ${name} for ${core} by ${compiler}"
    VERBATIM)
  add_custom_target(e3_image_${name}_${core}_${compiler} ALL DEPENDS "${image}")
  set(${out} "${image}" PARENT_SCOPE)
endfunction()

add_executable(e3_check_code target/check_code.cpp)
target_compile_features(e3_check_code PRIVATE cxx_std_20)
target_link_libraries(e3_check_code PRIVATE e3_warnings)
string(REGEX REPLACE "g\\+\\+[^/]*$" "objdump" arm_objdump "${E3_ARM_CXX}")
string(REGEX REPLACE "g\\+\\+[^/]*$" "objdump" rv32_objdump "${E3_RISCV_CXX}")

# Images with the kernels, by all levels that devices are built at: `name: source, options`.
set(fast -O2)
set(tiny -Os -DE3_TINY)
set(compact -O2 -DE3_COMPACT)
set(lto -Os -flto -DE3_TINY)
set(images chacha_fast chacha_tiny gcm_fast gcm_compact gcm_tiny envelope_tiny)
set(source_chacha target/chacha20_poly1305.cpp)
set(source_gcm target/aes256_gcm.cpp)
set(source_envelope target/envelope.cpp)
set(compilers gcc)
if(E3_BUILD_CONSTANT_TIME_TESTS AND E3_CLANG14)
  list(APPEND compilers clang)
endif()

set(traced_images "")
foreach(core IN LISTS cores)
  set(objdump "${arm_objdump}")
  if(core STREQUAL "rv32")
    set(objdump "${rv32_objdump}")
  endif()
  foreach(compiler IN LISTS compilers)
    set(own_images ${images})
    # Clang's link-time optimization needs a linker of its own.
    if(compiler STREQUAL "gcc" AND E3_BUILD_CONSTANT_TIME_TESTS)
      list(APPEND own_images chacha_lto gcm_lto)
    endif()
    foreach(name IN LISTS own_images)
      string(REGEX MATCH "^[a-z]+" source "${name}")
      string(REGEX MATCH "[a-z]+$" build "${name}")
      e3_image(image ${name} ${source_${source}} ${compiler} ${core} ROOTS ${phases} OPTIONS ${${build}})
      add_test(NAME "constant_time: ${name} on ${core} by ${compiler} has no instruction that tells its operands"
        COMMAND "${CMAKE_COMMAND}" -D "OBJDUMP=${objdump}" -D "CHECK=$<TARGET_FILE:e3_check_code>" -D "CORE=${core}"
          -D "IMAGE=${image}" -P "${here}/check_code.cmake")
      list(APPEND traced_images "${name}|${core}|${compiler}|${image}")
    endforeach()
  endforeach()
  e3_image(leaks_${core}_gcc leaks leaks/leaks.cpp gcc ${core} ROOTS ${planted} OPTIONS -O2)
  e3_leak_check(code-${core} -D "RUN=$<TARGET_FILE:e3_check_code>|${core}"
    -D "INPUT=${objdump}|-d|${leaks_${core}_gcc}")
endforeach()
