#!/bin/sh
# Runs clang-tidy over every header, each by itself, and over the tests and examples that a build directory describes.
#
#   cmake/tidy.sh [build directory of a preset, default build/test]; relative to the source tree
#   cmake/tidy.sh headers      the headers alone, which needs no build directory
set -eu
cd "$(dirname "$0")/.."
build=$(realpath -m "${1:-build/test}")
jobs=$(nproc)

if ! command -v clang-tidy-19 >/dev/null; then
  echo "clang-tidy-19 is missing; install the package clang-tidy-19 (Debian)." >&2
  exit 1
fi
if [ "${1:-}" != headers ] && [ ! -f "$build/compile_commands.json" ]; then
  echo "$build has no compile_commands.json; run: cmake --preset test" >&2
  exit 1
fi

find include -name '*.hpp' -print0 |
  xargs -0 -n 1 -P "$jobs" sh -c 'clang-tidy-19 --quiet "$1" -- -x c++ -std=c++20 -Iinclude -Wno-pragma-once-outside-header' tidy

[ "${1:-}" = headers ] && exit 0

# Catch2's own main is generated, and not ours.
sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" |
  grep -v "^$build/" | sort -u |
  xargs -n 1 -P "$jobs" clang-tidy-19 --quiet -p "$build"

# Built by tests of their own, so in no build directory. The controls are wrong on purpose.
find tests/consume -name '*.cpp' ! -path '*/controls/*' -print0 |
  xargs -0 -n 1 -P "$jobs" sh -c 'clang-tidy-19 --quiet "$1" -- -std=c++20 -Iinclude -Itests/consume/freestanding' tidy
