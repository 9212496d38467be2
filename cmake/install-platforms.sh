#!/bin/sh
# Installs what the presets i686, s390x, armhf and mingw need: cross compilers and an emulator into the system, and libsodium
# of each architecture into build/sysroot, unpacked.
#
# The foreign packages are fetched with package lists of their own, so that this system goes on knowing one architecture:
# a mirror that lacks an index of another would otherwise stop every later update.
set -eu
cd "$(dirname "$0")/.."
root=$PWD/build/sysroot

apt-get install -y --no-install-recommends pkg-config catch2 cmake ninja-build qemu-user \
  g++-i686-linux-gnu g++-s390x-linux-gnu g++-arm-linux-gnueabihf g++-mingw-w64-x86-64-posix

# The release alone: of other architectures a mirror's index of updates may be stale, and nothing here comes from it.
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Origin: Debian' 'Created-By: Packages' |
  awk '$3 !~ /-/' | sort -u >"$lists/sources.list"

for architecture in i386 s390x armhf; do
  own=$lists/$architecture
  mkdir -p "$own/state/lists/partial" "$own/cache/archives/partial"
  foreign() {
    apt-get -o APT::Architecture="$architecture" -o APT::Architectures::="$architecture" -o APT::Sandbox::User=root \
      -o Dir::State="$own/state" -o Dir::State::status=/dev/null -o Dir::Cache="$own/cache" \
      -o Dir::Etc::sourcelist="$lists/sources.list" -o Dir::Etc::sourceparts=/dev/null "$@"
  }
  foreign update
  (cd "$own" && foreign download libsodium-dev)
  rm -rf "${root:?}/$architecture"
  mkdir -p "$root/$architecture"
  dpkg-deb --extract "$own"/libsodium-dev_*.deb "$root/$architecture"
  # It points to the shared library, which is not here: the archive beside it is linked.
  rm -f "$root/$architecture"/usr/lib/*/libsodium.so
done
