#!/bin/sh
# Builds Mbed TLS 3 into build/mbedtls/prefix, for the preset mbedtls3: Debian 12 has 2.28 alone, and a package for Rust
# carries the source of 3.5.1. Installs cargo where it is missing.
set -eu
cd "$(dirname "$0")/.."
work=$PWD/build/mbedtls
package=psa-crypto-sys
version=0.13.0
hash=f507eb19095cece94cafcef49c235dd463649e8c629c0b74fcdf9e6e16895feb

command -v cargo >/dev/null || apt-get install -y --no-install-recommends cargo-web
mkdir -p "$work/fetch/src"
export CARGO_HOME="$work/cargo"
cat >"$work/fetch/Cargo.toml" <<end
[package]
name = "fetch"
version = "0.0.0"
[dependencies]
$package = { version = "=$version", default-features = false }
end
: >"$work/fetch/src/lib.rs"
tries=3
until cargo fetch --quiet --manifest-path "$work/fetch/Cargo.toml"; do
  tries=$((tries - 1))
  if [ "$tries" -eq 0 ]; then
    echo "$package $version cannot be fetched; see whether cargo reaches its registry, and run this again." >&2
    exit 1
  fi
  sleep 5
done
for archive in "$CARGO_HOME"/registry/cache/*/"$package-$version.crate"; do
  if ! echo "$hash  $archive" | sha256sum --check --quiet; then
    echo "$archive is not the pinned one; remove $work and run this again." >&2
    exit 1
  fi
done

source=$(echo "$CARGO_HOME"/registry/src/*/"$package-$version/vendor")
cmake -S "$source" -B "$work/build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D ENABLE_TESTING=OFF -D ENABLE_PROGRAMS=OFF \
  -D MBEDTLS_FATAL_WARNINGS=OFF -D CMAKE_INSTALL_PREFIX="$work/prefix" >/dev/null
cmake --build "$work/build" --target install >/dev/null
echo "Mbed TLS $(sed -n 's/.*MBEDTLS_VERSION_STRING  *"\(.*\)"/\1/p' "$work/prefix/include/mbedtls/build_info.h") is in $work/prefix."
