#!/bin/sh
# Fails if clang-format would change a file of ours.
set -eu
cd "$(dirname "$0")/.."
if ! command -v clang-format-19 >/dev/null; then
  echo "clang-format-19 is missing; install the package clang-format-19 (Debian)." >&2
  exit 1
fi
find include tests examples bench \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 clang-format-19 --dry-run --Werror
