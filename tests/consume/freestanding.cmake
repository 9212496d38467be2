# Compiles and links PROGRAM for a microcontroller, without startup files, and looks at the image: it holds no static
# data and nothing but E3, the program, the board and the compiler's own helpers. Prints the sizes.
cmake_minimum_required(VERSION 3.23...3.31)

string(REGEX REPLACE "g\\+\\+([^/]*)$" "gcc\\1" driver "${CXX}")
string(REGEX REPLACE "g\\+\\+[^/]*$" "size" size_tool "${CXX}")
string(REGEX REPLACE "g\\+\\+[^/]*$" "nm" nm_tool "${CXX}")
cmake_path(GET PROGRAM STEM name)
file(MAKE_DIRECTORY "${WORK}")
set(machine "-mcpu=${CPU}" -mthumb)

set(objects "")
foreach(source IN ITEMS "${PROGRAM}" "${BOARD}/board.cpp")
  cmake_path(GET source STEM stem)
  set(object "${WORK}/${name}-${stem}-${CPU}.o")
  execute_process(
    COMMAND "${CXX}" ${machine} -std=c++20 -Os -ffreestanding -fno-exceptions -fno-rtti -ffunction-sections
      -fdata-sections -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror
      -Wno-psabi -I "${INCLUDE}" -I "${BOARD}" -c "${source}" -o "${object}"
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The program does not compile.")
  endif()
  list(APPEND objects "${object}")
endforeach()

# The C driver: it links no C++ library, so none is needed.
set(image "${WORK}/${name}-${CPU}.elf")
execute_process(
  COMMAND "${driver}" ${machine} --specs=nano.specs -nostartfiles -Wl,--gc-sections -Wl,-e,start ${objects}
    -o "${image}"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The image does not link.")
endif()

execute_process(COMMAND "${size_tool}" -A "${image}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
function(section_size section result)
  set(${result} 0 PARENT_SCOPE)
  string(REPLACE "." "\\." pattern "${section}")
  if(sections MATCHES "\n${pattern} +([0-9]+) ")
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
  endif()
endfunction()
foreach(section IN ITEMS .text .rodata .data .bss .init_array .ARM.exidx .ARM.extab)
  section_size(${section} bytes${section})
endforeach()
math(EXPR constant "${bytes.text} + ${bytes.rodata}")
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
set(ours "_ZN[KRO]*(2e3|5board|12_GLOBAL__N_1|St)|start$|CSWTCH\\.[0-9]+$")
set(helpers "(mem(cpy|set|cmp|move)|__aeabi_[a-z0-9_]+|__(lshr|ashl|ashr)di3|__gnu_thumb1_case_[a-z]+)$")
execute_process(
  COMMAND "${nm_tool}" --size-sort --print-size --radix=d "${image}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${symbols}" symbols)
string(REPLACE "\n" ";" symbols "${symbols}")
set(helper_bytes 0)
set(counted "")
foreach(symbol IN LISTS symbols)
  if(NOT symbol MATCHES "^([0-9]+) 0*([1-9][0-9]*) [a-zA-Z] (.+)$")
    continue()
  endif()
  set(address ${CMAKE_MATCH_1})
  set(bytes ${CMAKE_MATCH_2})
  set(symbol "${CMAKE_MATCH_3}")
  if(symbol MATCHES "^${helpers}")
    # One function may have two names.
    if(NOT address IN_LIST counted)
      math(EXPR helper_bytes "${helper_bytes} + ${bytes}")
      list(APPEND counted ${address})
    endif()
  elseif(NOT symbol MATCHES "^(${ours})")
    message(FATAL_ERROR "The image has ${symbol}, which is neither ours nor a compiler's helper.")
  endif()
endforeach()
message(STATUS "${name} on ${CPU}: ${constant} bytes of code and constants, ${helper_bytes} of them memcpy and the "
  "like; no static data.")
