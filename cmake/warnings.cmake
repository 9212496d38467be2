# The warnings that the project's own code is held to, as errors. Not part of the package: consumers choose their own.
add_library(e3_warnings INTERFACE)
target_compile_options(e3_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror)
