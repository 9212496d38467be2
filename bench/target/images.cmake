# The images: each workload for each processor, built fast (-O2) and tiny (-Os); a whole firmware also tiny with
# link-time optimization.
set(firmware "${CMAKE_CURRENT_SOURCE_DIR}/firmware")
set(images "${CMAKE_CURRENT_BINARY_DIR}/images")
set(common -std=c++20 -ffreestanding -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections -DNDEBUG
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror -Wno-psabi)
set(builds fast tiny tiny-lto)
set(kernels_fast fast)
set(kernels_tiny tiny)
set(kernels_tiny-lto tiny)
set(flags_fast -O2)
set(flags_tiny -Os)
set(flags_tiny-lto -Os -flto)

# Per processor: what compiles and links it, and where it has its memory. Of the C library come the memory functions
# alone.
set(targets cortex-m0plus cortex-m3 cortex-m4 rv32)
foreach(core IN ITEMS cortex-m0plus cortex-m3 cortex-m4)
  set(cxx_${core} "${E3_ARM_CXX}")
  set(machine_${core} -mthumb "-mcpu=${core}")
  set(board_machine_${core} ${machine_${core}})
  set(start_${core} board-cortex_m)
  set(link_fast_${core} "")
  set(link_tiny_${core} --specs=nano.specs)
  set(link_tiny-lto_${core} --specs=nano.specs -Os -flto)
endforeach()
# Debian has no C++ headers for RISC-V; those of Arm's compiler of the same version serve, since nothing of them is
# compiled into a library.
set(cxx_rv32 "${E3_RISCV_CXX}")
execute_process(COMMAND "${E3_ARM_CXX}" -dumpversion OUTPUT_VARIABLE arm_version OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND "${E3_ARM_CXX}" -print-sysroot OUTPUT_VARIABLE arm_sysroot OUTPUT_STRIP_TRAILING_WHITESPACE)
find_path(E3_ARM_CXX_HEADERS array NO_DEFAULT_PATH
  PATHS "/usr/include/newlib/c++/${arm_version}" "${arm_sysroot}/include/c++/${arm_version}")
mark_as_advanced(E3_ARM_CXX_HEADERS)
if(NOT E3_ARM_CXX_HEADERS)
  message(FATAL_ERROR "The benchmarks for microcontrollers need the C++ headers of ${E3_ARM_CXX}; install "
                      "libstdc++-arm-none-eabi-dev (Debian) and configure again.")
endif()
set(machine_rv32 -march=rv32imac -mabi=ilp32 --specs=picolibc.specs -isystem "${E3_ARM_CXX_HEADERS}"
  -isystem "${E3_ARM_CXX_HEADERS}/arm-none-eabi/thumb/v6-m/nofp")
set(board_machine_rv32 ${machine_rv32} -march=rv32imac_zicsr)
set(start_rv32 board-rv32)
foreach(build IN LISTS builds)
  set(link_${build}_rv32 -nostdlib -lc -lgcc -Wl,--defsym=FLASH=0x80000000 -Wl,--defsym=RAM=0x80100000)
endforeach()
list(APPEND link_tiny-lto_rv32 -Os -flto)

# Per workload: its source and definitions.
set(workloads chacha20-poly1305 aes-256-gcm envelope-chacha20-poly1305 envelope-aes-256-gcm)
set(tiny_workloads both-with-chip both-with-hkdf)
set(source_chacha20-poly1305 primitive)
set(defines_chacha20-poly1305 "-DE3_TARGET_HEADER=\"e3/backend/portable/chacha20_poly1305.hpp\""
  -DE3_TARGET_AEAD=PortableChaCha20Poly1305 -DE3_TARGET_SUITE=chacha20_poly1305)
set(source_aes-256-gcm primitive)
set(defines_aes-256-gcm "-DE3_TARGET_HEADER=\"e3/backend/portable/aes256_gcm.hpp\"" -DE3_TARGET_AEAD=PortableAes256Gcm
  -DE3_TARGET_SUITE=aes_256_gcm)
set(source_envelope-chacha20-poly1305 envelope)
set(defines_envelope-chacha20-poly1305 -DE3_TARGET_SUITE=chacha20_poly1305)
set(source_envelope-aes-256-gcm envelope)
set(defines_envelope-aes-256-gcm -DE3_TARGET_SUITE=aes_256_gcm)
set(source_both-with-chip both_with_chip)
set(source_both-with-hkdf both_with_hkdf)

# out: an object file; the rest is the compiler and its options
function(e3_target_object out source)
  add_custom_command(OUTPUT "${out}" DEPENDS "${source}" DEPFILE "${out}.d" VERBATIM
    COMMAND ${ARGN} ${common} -MD -MF "${out}.d" -c "${source}" -o "${out}")
endfunction()

# main() of a workload, with its vectors; the rest are more definitions. The linker knows the board's objects by their
# names.
function(e3_target_main core workload out)
  set(header "${CMAKE_CURRENT_BINARY_DIR}/vectors/${workload}.hpp")
  add_custom_command(OUTPUT "${out}" DEPENDS "${firmware}/board/board-main.cpp" "${header}" DEPFILE "${out}.d" VERBATIM
    COMMAND ${board_flags_${core}} ${common} "-DE3_TARGET_VECTORS=\"${header}\"" ${ARGN} -MD -MF "${out}.d"
      -c "${firmware}/board/board-main.cpp" -o "${out}")
endfunction()

# Adds the image FOLDER/WORKLOAD-BUILD.elf to `all_images`; MAIN is another main(), DEFINES are more definitions, LINK
# is what the linker is told besides.
set(all_images "")
function(e3_target_image core workload build folder)
  cmake_parse_arguments(arg "" "MAIN" "DEFINES;LINK" ${ARGN})
  file(MAKE_DIRECTORY "${folder}")
  set(stem "${folder}/${workload}-${build}")
  set(main "${images}/${core}/board-main-${workload}.o")
  if(arg_MAIN)
    set(main "${arg_MAIN}")
  endif()
  set(start "${images}/${core}/${start_${core}}.o")
  # As a whole firmware for little flash has them: Debian's C libraries are built for speed.
  set(memory "")
  if(workload IN_LIST tiny_workloads)
    set(memory "${images}/${core}/memory.o")
  endif()
  e3_target_object("${stem}.o" "${firmware}/${source_${workload}}.cpp" "${cxx_${core}}" ${machine_${core}}
    ${flags_${build}} "-I${E3_INCLUDE_DIR}" ${defines_${workload}} "-DE3_TARGET_BUILD=${kernels_${build}}"
    ${arg_DEFINES})
  string(REGEX REPLACE "g\\+\\+([^/]*)$" "gcc\\1" driver "${cxx_${core}}")
  add_custom_command(OUTPUT "${stem}.elf" VERBATIM
    DEPENDS "${stem}.o" "${main}" "${start}" ${memory} "${firmware}/board/image.ld"
    COMMAND "${driver}" ${machine_${core}} -nostartfiles -T "${firmware}/board/image.ld" -Wl,--gc-sections "${stem}.o"
      "${main}" "${start}" ${memory} ${link_${build}_${core}} ${arg_LINK} -o "${stem}.elf")
  set(all_images ${all_images} "${stem}.elf" PARENT_SCOPE)
endfunction()

foreach(workload IN LISTS workloads tiny_workloads)
  set(header "${CMAKE_CURRENT_BINARY_DIR}/vectors/${workload}.hpp")
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/vectors")
  add_custom_command(OUTPUT "${header}" DEPENDS e3_target_vectors VERBATIM
    COMMAND e3_target_vectors "${workload}" > "${header}")
endforeach()
foreach(core IN LISTS targets)
  set(board_flags_${core} "${cxx_${core}}" ${board_machine_${core}} -Os -fno-tree-loop-distribute-patterns)
  e3_target_object("${images}/${core}/memory.o" "${PROJECT_SOURCE_DIR}/tests/consume/freestanding/memory.cpp"
    ${board_flags_${core}})
  e3_target_object("${images}/${core}/${start_${core}}.o" "${firmware}/board/${start_${core}}.cpp"
    ${board_flags_${core}})
  set(image_options_${core} "")
  foreach(workload IN LISTS workloads tiny_workloads)
    e3_target_main(${core} ${workload} "${images}/${core}/board-main-${workload}.o")
    set(own_builds fast tiny)
    if(workload IN_LIST tiny_workloads)
      set(own_builds tiny tiny-lto)
    endif()
    foreach(build IN LISTS own_builds)
      e3_target_image(${core} ${workload} ${build} "${images}/${core}")
      list(APPEND image_options_${core} --image "${workload}:${build}")
    endforeach()
  endforeach()
endforeach()

# The same images for boards, which docs/target.md says how to load: an STM32 with Cortex-M4 from its flash, a Raspberry
# Pi Pico from its RAM, which needs no boot loader. `cmake --build build/target --target e3_target_boards` makes them.
set(images_of_targets ${all_images})
set(all_images "")
foreach(workload IN LISTS workloads)
  foreach(build IN ITEMS fast tiny)
    e3_target_image(cortex-m4 ${workload} ${build} "${images}/stm32" LINK -Wl,--defsym=FLASH=0x08000000)
    e3_target_image(cortex-m0plus ${workload} ${build} "${images}/pico"
      LINK -Wl,--defsym=FLASH=0x20000000 -Wl,--defsym=RAM=0x20020000)
  endforeach()
endforeach()
add_custom_target(e3_target_boards DEPENDS ${all_images})
set(all_images ${images_of_targets})
