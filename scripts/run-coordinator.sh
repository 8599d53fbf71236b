#!/usr/bin/env bash
# Builds processpool when it is missing or out of date, then becomes its coordinator JVM.
# JAVA_HOME chooses the Java (17 or later), PROCESSPOOL_JAVA_OPTS adds flags for it.
set -euo pipefail
unset CDPATH # cd would look there first, and say so

readonly MIN_JAVA=17
readonly EXIT_INTERNAL=70

fail() {
  printf 'run-coordinator.sh: %s\n' "$1" >&2
  exit "$EXIT_INTERNAL"
}

# The folder that holds this script, whatever links led here.
script_folder() {
  local source=${BASH_SOURCE[0]} folder
  while [[ -L $source ]]; do
    folder=$(cd -P -- "$(dirname -- "$source")" && pwd)
    source=$(readlink -- "$source")
    [[ $source == /* ]] || source=$folder/$source
  done
  cd -P -- "$(dirname -- "$source")" && pwd
}

find_java() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    [[ -x $JAVA_HOME/bin/java ]] || fail "JAVA_HOME is $JAVA_HOME, where there is no bin/java"
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    command -v java || fail "no java found; install a JDK ($MIN_JAVA or later) or set JAVA_HOME"
  fi
}

# The feature version, such as 17. From the JDK's release file where there is one: to ask the JVM
# costs a whole start.
java_version() {
  local program line version=""
  program=$(readlink -f -- "$1")
  if [[ -r ${program%/bin/java}/release ]]; then
    while read -r line; do
      [[ ! $line =~ ^JAVA_VERSION=\"(1\.)?([0-9]+) ]] || version=${BASH_REMATCH[2]}
    done <"${program%/bin/java}/release"
  fi
  if [[ -z $version ]]; then
    version=$("$1" -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.specification\.version = \(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
  fi
  printf '%s\n' "${version:-0}"
}

# Everything the build reads, below $root; more actions for find may follow.
sources() {
  (cd "$root" && find .mvn pom.xml {protocol,worker,coordinator,cli}/{pom.xml,src/main} \
    -type f -print "$@" 2>/dev/null) || true
}

# The stamp is as old as the beginning of the last good build and holds a sum of the names it read.
# What is newer is named twice here, so that the sum is another one.
out_of_date() {
  [[ ! -f $stamp || ! -f $jar ]] ||
    [[ $(sources -newer "$stamp" -print | cksum) != "$(<"$stamp")" ]]
}

build() {
  local log=$target/build.log why="first start"
  [[ ! -f $stamp ]] || why="sources have changed"
  command -v mvn >/dev/null || fail "building needs Maven (mvn), which is not on the PATH"
  printf 'building processpool (%s) ...\n' "$why" >&2
  rm -rf -- "${target:?}/lib" # of other versions, which would stand before those of this one
  sources | cksum >"$stamp.new"
  if ! (cd "$root" && mvn -B -ntp -Dstyle.color=never package -Dmaven.test.skip=true -Dspotless.check.skip \
    -Dcheckstyle.skip -pl cli -am </dev/null >"$log" 2>&1); then
    { grep -E '^\[(WARNING|ERROR)\] ' -- "$log" || tail -n 20 -- "$log"; } | head -n 20 >&2
    fail "the build failed; all it said is in $log"
  fi
  rm -f -- "$target"/*.jsa # made of the jars before
  mv -f -- "$stamp.new" "$stamp"
}

# The classes of a small run as a JVM has them after loading, which spares some tenths of a second
# of processor time at each start. One for each Java; an empty file where there can be none, and all works without.
make_archive() {
  local log=$target/archive.log
  printf 'preparing for Java %s ...\n' "$version" >&2
  work=$(mktemp -d) || return
  trap 'rm -rf -- "$work"' EXIT # whatever ends this subshell
  if coordinator "-XX:DumpLoadedClassList=$work/classes" -- etl --generate 1 --seconds 1 --workers 1 --no-archive \
    --dir "$work" --summary "$work/summary.json" --report "$work/report.html" &&
    coordinator -Xshare:dump "-XX:SharedClassListFile=$work/classes" "-XX:SharedArchiveFile=$archive.new" --; then
    mv -f -- "$archive.new" "$archive"
  else
    : >"$archive"
  fi </dev/null >"$log" 2>&1
}

# coordinator <flag ...> -- <argument ...>
coordinator() {
  local jvm=()
  while [[ $1 != -- ]]; do
    jvm+=("$1")
    shift
  done
  shift
  "$java" "${jvm[@]}" ${flags[@]+"${flags[@]}"} -cp "$(class_path)" io.processpool.cli.Main "$@"
}

# In an order of its own: an archive fits the class path it was made with.
class_path() {
  local IFS=:
  local jars=("$jar" "$target"/lib/*.jar)
  printf '%s\n' "${jars[*]}"
}

# One build at a time; who waited for another's finds nothing left to do. The lock ends with the
# subshell, so that no JVM inherits it.
build_if_needed() {
  out_of_date || [[ ! -e $archive && -w $target ]] || return 0
  if ! mkdir -p -- "$target" || [[ ! -w $target ]]; then
    fail "cannot build: $target cannot be written"
  fi
  (
    trap 'exit 130' INT # what runs here ends by itself of a Ctrl-C, and must not be gone on behind
    if command -v flock >/dev/null; then
      flock 9
    fi
    if out_of_date; then
      build
    fi
    [[ -e $archive ]] || make_archive || true # a start does not fail for want of it
  ) 9>"$target/build.lock" || exit
}

root=$(dirname -- "$(script_folder)")
target=$root/cli/target
stamp=$target/build.stamp
jar=$target/processpool-cli.jar

java=$(find_java)
version=$(java_version "$java")
((version >= MIN_JAVA)) ||
  fail "Java $version at $java is too old; processpool needs $MIN_JAVA or later, set JAVA_HOME"

# File names are bytes in the locale's encoding; outside UTF-8 many could not be opened. What a
# letter of two bytes counts tells what the locale is, be it installed or only named.
letter=$'\xc3\xa4'
((${#letter} == 1)) || export LC_ALL=C.UTF-8

flags=(-Dio.netty.jfr.enabled=false) # its flight recorder events take a tenth of a small run
# From 24 on the JVM warns on standard error about what Netty and Kryo do.
if ((version >= 24)); then
  flags+=(--sun-misc-unsafe-memory-access=allow)
fi
# Classes stay where the archive has them: 17 to 21 do so unasked, after 25 there is no such flag.
if ((version >= 22 && version <= 25)); then
  flags+=(-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
fi
archive=$target/coordinator-$version.jsa
build_if_needed

# A JVM that the archive does not fit goes on without, and says nothing.
[[ ! -s $archive ]] || flags+=("-XX:SharedArchiveFile=$archive" "-Xlog:cds*=off")
if [[ -t 2 ]]; then
  size=$(stty size <&2 2>/dev/null || true)
  flags+=(-Dprocesspool.terminal=true "-Dprocesspool.terminal.columns=${size##* }")
fi
# shellcheck disable=SC2206 # several flags in one variable, separated by spaces
flags+=(${PROCESSPOOL_JAVA_OPTS:-})

exec "$java" ${flags[@]+"${flags[@]}"} -cp "$(class_path)" io.processpool.cli.Main "$@"
