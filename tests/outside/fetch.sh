#!/bin/sh
# Brings other projects' test vectors out of their packages into build/vectors, or into the folder that is given: the files
# that sources.txt names, and nothing else of the packages. Each must have the hash that stands there.
#
#   tests/outside/fetch.sh
#   tests/outside/fetch.sh FOLDER
#
# Debian's packages are fetched with package lists of their own, so that the system's stay as they are. Root is needed
# only where xz-utils or golang-go is missing and so installed.
set -eu
mkdir -p "${1:-$(dirname "$0")/../../build/vectors}"
out=$(cd "${1:-$(dirname "$0")/../../build/vectors}" && pwd)
cd "$(dirname "$0")"
sources=$PWD/sources.txt

complain() {
  echo "tests/outside/fetch.sh: $*" >&2
}

# The lines of sources.txt: origin, package, version, reader, read, run, hash, path.
rows() {
  grep -v -e '^#' -e '^$' "$sources"
}

packages() {
  rows | awk -v origin="$1" '$1 == origin { print $2 }' | sort -u
}

version() {
  rows | awk -v package="$1" '$2 == package { print $3; exit }'
}

paths() {
  rows | awk -v package="$1" '$2 == package { print $8 }'
}

# Says of each file of the folder what is wrong with it, and fails if anything is.
verify() {
  rows | {
    status=0
    while read -r _ package version _ _ _ hash path; do
      if [ ! -f "$1/$package/$path" ]; then
        complain "$package has no $path. Version $version had it: find out where it went, and mend sources.txt."
        status=1
      elif [ "$(sha256sum <"$1/$package/$path" | cut -d ' ' -f 1)" != "$hash" ]; then
        complain "$package: $path is not the file of version $version. Read what changed in it, then put its new version," \
          "hash and numbers of cases into sources.txt; the tests say the numbers."
        status=1
      fi
    done
    return "$status"
  }
}

if verify "$out" 2>/dev/null; then
  echo "$out has every file already."
  exit 0
fi

# A mirror that is busy now may answer in some seconds.
retry() {
  for pause in 5 20 0; do
    "$@" && return 0
    sleep "$pause"
  done
  complain "this failed three times: $*"
  return 1
}

command -v xz >/dev/null || apt-get install -y --no-install-recommends xz-utils
command -v go >/dev/null || apt-get install -y --no-install-recommends golang-go ca-certificates

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# The release alone: what is in it changes least.
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Origin: Debian' 'Created-By: Packages' |
  awk '$2 !~ /-/ { print "deb", $0; print "deb-src", $0 }' | sort -u >"$work/sources.list"
own() {
  apt-get -q -o APT::Sandbox::User=root -o Dir::State="$work/state" -o Dir::State::status=/dev/null \
    -o Dir::Cache="$work/cache" -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null "$@"
}
retry own -o APT::Update::Error-Mode=any update

for package in $(packages deb); do
  mkdir -p "$work/deb/$package" "$work/out/$package"
  (cd "$work/deb/$package" && retry own download "$package")
  dpkg-deb --fsys-tarfile "$work/deb/$package"/*.deb >"$work/package.tar"
  # A path that is no longer there is told by verify, in a sentence.
  paths "$package" | sed 's,^,./,' | tar -x -f "$work/package.tar" -C "$work/out/$package" -T - || true
done

for package in $(packages deb-src); do
  mkdir -p "$work/src/$package" "$work/out/$package"
  (cd "$work/src/$package" && retry own source --download-only --tar-only "$package")
  paths "$package" | sed 's,^,*/,' |
    tar -x -f "$(echo "$work/src/$package"/*.orig.tar.*)" -C "$work/out/$package" --strip-components=1 \
      --wildcards --no-wildcards-match-slash -T - || true
done

for module in $(packages go); do
  pinned=$module@$(version "$module")
  # In a folder without a go.mod, with a module cache of its own. The hashes in sources.txt stand for a checksum database.
  (cd "$work" && retry env GOMODCACHE="$work/go" GOFLAGS=-modcacherw GOSUMDB=off GOWORK=off GO111MODULE=on \
    GOTOOLCHAIN=local go mod download "$pinned")
  for path in $(paths "$module"); do
    mkdir -p "$(dirname "$work/out/$module/$path")"
    cp "$work/go/$pinned/$path" "$work/out/$module/$path" || true
  done
done

verify "$work/out"
rows | awk '{ print $2 }' | sort -u | while read -r package; do
  rm -rf "${out:?}/$package"
done
cp -R "$work/out/." "$out/"
echo "$(rows | wc -l) files are in $out."
