#!/bin/sh
# Runs clang-tidy over every header, each by itself, and over every file that the `clang-newest` preset compiles.
#
#   cmake/tidy.sh
#   cmake/tidy.sh headers      the headers alone
set -eu

# How this script calls itself for one file: what was suppressed is counted on standard error, and shown only on failure.
if [ "${1:-}" = --one ]; then
  shift
  said=$(mktemp)
  status=0
  clang-tidy-19 --quiet "$@" 2>"$said" || status=1
  [ "$status" -eq 0 ] || cat "$said"
  rm -f "$said"
  exit "$status"
fi

cd "$(dirname "$0")/.."
if ! command -v clang-tidy-19 >/dev/null; then
  echo "clang-tidy-19 is missing; install the package clang-tidy-19 (Debian)." >&2
  exit 1
fi

# Runs over each file of a list; one that fails does not keep the others from being looked at.
each() {
  files=$1
  shift
  xargs -0 -I '{}' -P "$(nproc)" cmake/tidy.sh --one '{}' "$@" <"$files"
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT

find include -name '*.hpp' -print0 >"$list"
each "$list" -- -x c++ -std=c++20 -Iinclude -Wno-pragma-once-outside-header
[ "${1:-}" = headers ] && exit 0

# A build directory of its own, without precompiled headers, so that nothing needs to be built.
build=$PWD/build/tidy
cmake --preset clang-newest -B "$build" -D CMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
# What was generated is not ours.
sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" | grep -v "^$build/" | sort -u |
  tr '\n' '\0' >"$list"
each "$list" -p "$build"

# Built by tests of their own, so in no build directory. The controls are wrong on purpose.
find tests/consume -name '*.cpp' ! -path '*/controls/*' -print0 >"$list"
each "$list" -- -std=c++20 -Iinclude -Itests/consume/freestanding
