# Takes the first line off the text in the variable `text` and puts it into `line`. Lists would eat the text's
# semicolons and brackets.
macro(take_line text line)
  string(FIND "${${text}}" "\n" _end)
  if(_end EQUAL -1)
    set(${line} "${${text}}")
    set(${text} "")
  else()
    string(SUBSTRING "${${text}}" 0 ${_end} ${line})
    math(EXPR _end "${_end} + 1")
    string(SUBSTRING "${${text}}" ${_end} -1 ${text})
  endif()
endmacro()

# Writes a file only if its content changes, so that nothing is rebuilt without need.
function(write_changed path content)
  if(EXISTS "${path}")
    file(READ "${path}" present)
    if(present STREQUAL content)
      return()
    endif()
  endif()
  file(WRITE "${path}" "${content}")
endfunction()
