# Compiles and links PROGRAM for a microcontroller, without startup files, and looks at the image: it holds no static
# data and nothing but E3, the program, the board and the compiler's own helpers. Prints what each part of E3 takes.
#
# A release build as a device's is: -Os, --gc-sections, and with LTO also -flto. Counted are all code and constants of
# the image: E3, memory functions and libgcc's helpers, wherever they were inlined. Not counted are the board, which
# lies in a section of its own, and the program's own lines; both are printed. The debug information tells whose an
# instruction is: that of the innermost inlined function of a part of E3, else shared (results, checks, bytes), else the
# program's. A BUDGET must not be exceeded by more than 0.5 %; it holds for the compiler it was written with.
#
# The sealer's program opens its store and seals; formatting and advancing a store are not in it.
#
# cmake -D CXX -D CPU -D LINK=<separate|lto> -D PROGRAM -D BOARD -D INCLUDE -D WORK [-D BUDGET] -P freestanding.cmake
cmake_minimum_required(VERSION 3.23...3.31)

string(REGEX REPLACE "g\\+\\+([^/]*)$" "gcc\\1" driver "${CXX}")
string(REGEX REPLACE "g\\+\\+[^/]*$" "" prefix "${CXX}")
cmake_path(GET PROGRAM STEM name)
file(MAKE_DIRECTORY "${WORK}")
set(machine "-mcpu=${CPU}" -mthumb)
set(lto "")
if(LINK STREQUAL "lto")
  set(lto -flto)
endif()

# The board stays out of the link-time optimization, as a binary library does, and so do the memory functions: the
# compiler makes calls to them last.
set(objects "")
foreach(source IN ITEMS "${PROGRAM}" "${BOARD}/board.cpp" "${BOARD}/memory.cpp")
  cmake_path(GET source STEM stem)
  set(object "${WORK}/${name}-${stem}-${CPU}-${LINK}.o")
  set(own "-fno-tree-loop-distribute-patterns")
  if(source STREQUAL PROGRAM)
    set(own ${lto})
  endif()
  execute_process(
    COMMAND "${CXX}" ${machine} -std=c++20 -Os -g -ffreestanding -fno-exceptions -fno-rtti -ffunction-sections
      -fdata-sections ${own} -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror
      -Wno-psabi -I "${INCLUDE}" -I "${BOARD}" -c "${source}" -o "${object}"
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The program does not compile.")
  endif()
  list(APPEND objects "${object}")
endforeach()

# The C driver: it links no C++ library, so none is needed.
set(image "${WORK}/${name}-${CPU}-${LINK}.elf")
execute_process(
  COMMAND "${driver}" ${machine} -Os -g ${lto} --specs=nano.specs -nostartfiles -Wl,--gc-sections -Wl,-e,start
    ${objects} -o "${image}"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The image does not link.")
endif()

execute_process(COMMAND "${prefix}size" -A "${image}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
# Sets `result` to the section's size, and `result`_at to its address.
function(section_size section result)
  set(${result} 0 PARENT_SCOPE)
  string(REPLACE "." "\\." pattern "${section}")
  if(sections MATCHES "\n${pattern} +([0-9]+) +([0-9]+)")
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
    set(${result}_at ${CMAKE_MATCH_2} PARENT_SCOPE)
  endif()
endfunction()
foreach(section IN ITEMS .text .rodata .data .bss .init_array .ARM.exidx .ARM.extab)
  section_size(${section} bytes${section})
endforeach()
math(EXPR static "${bytes.data} + ${bytes.bss} + ${bytes.init_array}")
math(EXPR unwinding "${bytes.ARM.exidx} + ${bytes.ARM.extab}")
if(static GREATER 0)
  message(FATAL_ERROR "The image has ${static} bytes of static data.")
endif()
if(unwinding GREATER 0)
  message(FATAL_ERROR "The image has ${unwinding} bytes of unwind tables.")
endif()

# Symbols with a size, by their mangled names: E3, the program, the board, std templates, the memory functions and
# libgcc's arithmetic; CSWTCH is a switch turned into a table. Anything else was pulled in.
set(ours "_ZN[KRO]*(2e3|5board|12_GLOBAL__N_1|St)|start$|CSWTCH\\.[0-9]+")
set(helpers "(mem(cpy|set|cmp|move)|__aeabi_[a-z0-9_]+|__(lshr|ashl|ashr)di3|__gnu_thumb1_case_[a-z]+)$")
execute_process(
  COMMAND "${prefix}nm" --size-sort --print-size --radix=d "${image}" OUTPUT_VARIABLE symbols
    COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${symbols}" symbols)
string(REPLACE "\n" ";" symbols "${symbols}")
foreach(symbol IN LISTS symbols)
  if(symbol MATCHES "^[0-9]+ 0*[1-9][0-9]* [a-zA-Z] (.+)$")
    set(symbol "${CMAKE_MATCH_1}")
    if(NOT symbol MATCHES "^(${ours}|${helpers})")
      message(FATAL_ERROR "The image has ${symbol}, which is neither ours nor a compiler's helper.")
    endif()
  endif()
endforeach()

# Whose each halfword of code is.
set(part_of_store flash_store)
set(part_of_counter lease)
set(part_of_wire codec)
set(part_of_keys key_schedule)
set(part_of_sealer sealer)
set(part_of_opener opener)
set(part_of_opened opener)
set(part_of_peers peers)
set(part_of_replay window)
set(part_of_core shared)
set(parts sealer lease flash_store codec key_schedule opener peers window replay_authority shared
  memory_functions libgcc constants)
foreach(part IN LISTS parts ITEMS program)
  set(bytes_of_${part} 0)
endforeach()
set(bytes_of_constants ${bytes.rodata})

math(EXPR end "${bytes.text_at} + ${bytes.text} - 2")
set(addresses "")
foreach(address RANGE ${bytes.text_at} ${end} 2)
  math(EXPR hexadecimal "${address}" OUTPUT_FORMAT HEXADECIMAL)
  string(APPEND addresses "${hexadecimal}\n")
endforeach()
file(WRITE "${image}.addresses" "${addresses}")
execute_process(
  COMMAND "${prefix}addr2line" --addresses --inlines --exe "${image}" "@${image}.addresses" OUTPUT_VARIABLE lines
    COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${lines}" lines)
string(REPLACE "\n" ";" lines "${lines}")

# Gives a halfword to the innermost of our files that it comes from.
macro(count_halfword)
  if(NOT owner STREQUAL "")
    math(EXPR bytes_of_${owner} "${bytes_of_${owner}} + 2")
  endif()
endmacro()
set(owner "")
set(settled TRUE)
foreach(line IN LISTS lines)
  if(line MATCHES "^0x[0-9a-f]+$")
    count_halfword()
    set(owner libgcc)
    set(settled FALSE)
  elseif(NOT settled)
    # Not any folder named e3: the tree may lie in one.
    string(REPLACE "${INCLUDE}/e3/" "E3:" line "${line}")
    if(line MATCHES "^E3:([a-z_]+)(/[a-z0-9_]+)*\\.hpp:")
      set(owner "${part_of_${CMAKE_MATCH_1}}")
      if(owner STREQUAL "")
        message(FATAL_ERROR "No part of E3 is named for ${line}.")
      elseif(NOT owner STREQUAL shared)
        set(settled TRUE)
      endif()
    elseif(line MATCHES "/memory\\.cpp:")
      set(owner memory_functions)
    elseif(line MATCHES "/board\\.hpp:")
      set(owner replay_authority)
      set(settled TRUE)
    elseif(line MATCHES "/${name}\\.cpp:" AND owner STREQUAL libgcc)
      set(owner program)
    endif()
  endif()
endforeach()
count_halfword()

set(total 0)
set(table "")
foreach(part IN LISTS parts)
  math(EXPR total "${total} + ${bytes_of_${part}}")
  if(bytes_of_${part} GREATER 0)
    string(REPLACE "_" " " words "${part}")
    string(APPEND table "\n  ${bytes_of_${part}} ${words}")
  endif()
endforeach()
math(EXPR missed "${bytes.text} + ${bytes.rodata} - ${total} - ${bytes_of_program}")
if(NOT missed EQUAL 0)
  message(FATAL_ERROR "The parts and the image differ by ${missed} bytes.")
endif()
message(STATUS "${name} on ${CPU}, ${LINK}: ${total} bytes and 0 of static RAM, beside ${bytes_of_program} of the "
  "program's own lines.${table}")

if(BUDGET)
  execute_process(COMMAND "${CXX}" -dumpversion OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
  file(STRINGS "${BUDGET}" budget REGEX "^${name} ${CPU} ${LINK} [0-9]+ ")
  if(NOT budget MATCHES " ([0-9]+) by g\\+\\+ ([0-9.]+)$")
    message(FATAL_ERROR "${BUDGET} has no line for ${name} ${CPU} ${LINK}.")
  endif()
  set(allowed ${CMAKE_MATCH_1})
  if(NOT version STREQUAL CMAKE_MATCH_2)
    message(STATUS "The budget is for g++ ${CMAKE_MATCH_2}; this is ${version}, so it is not held against it.")
    return()
  endif()
  math(EXPR scaled "${total} * 1000")
  math(EXPR ceiling "${allowed} * 1005")
  math(EXPR floor "${allowed} * 995")
  if(scaled GREATER ceiling)
    message(FATAL_ERROR "${total} bytes are more than the budget of ${allowed}, by more than 0.5 %.")
  elseif(scaled LESS floor)
    message(STATUS "The budget of ${allowed} bytes is more than 0.5 % too high: lower it.")
  endif()
endif()
