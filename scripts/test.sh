#!/usr/bin/env bash
# Tests processpool as CI does: the full build with every gate, then the tests again on another Java.
set -euo pipefail

readonly MIN_JAVA=17

usage() {
  cat <<'EOF'
usage: scripts/test.sh [--quick | --long]

  (nothing)  format, Checkstyle, compiler checks, all tests, documentation, scripts;
             then the tests on another installed Java, without those tagged "once"
  --quick    compile and test what starts no process, on one Java
  --long     as without, and the tests tagged "long"; all of them on both

JAVA_HOME chooses the Java that builds (17 or later). Others are looked for in JAVA_HOME_*,
/usr/lib/jvm and where SDKMAN, asdf, mise and IDEs put them.
EOF
}

fail() {
  printf 'test.sh: FAILED: %s\n' "$1" >&2
  exit 1
}

# The feature version of the JDK in a folder; nothing where there is no JDK.
java_version() {
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 0
  if [[ -r $1/release ]]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

building_java() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    printf '%s\n' "$JAVA_HOME"
  else
    local javac
    javac=$(command -v javac) || fail "no javac found; install a JDK ($MIN_JAVA or later) or set JAVA_HOME"
    dirname -- "$(dirname -- "$(readlink -f -- "$javac")")"
  fi
}

# Lines of "version folder" for every JDK, oldest first.
installed_javas() {
  local variable folder found
  {
    for variable in "${!JAVA_HOME_@}"; do
      printf '%s\n' "${!variable}"
    done
    printf '%s\n' /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
      "$HOME"/.local/share/mise/installs/java/*
  } | while IFS= read -r folder; do
    found=$(java_version "$folder")
    [[ -z $found ]] || printf '%s %s\n' "$found" "$folder"
  done | sort -n -s -k1,1
}

# The newest Java if the build's is older, else the oldest: as far away as there is.
other_java() {
  installed_javas | awk -v min="$MIN_JAVA" -v own="$version" '
    $1 < min || $1 == own { next }
    $1 > own { newer = $0 }
    $1 < own && !older { older = $0 }
    END { print newer ? newer : older }'
}

# step <name> <log> <command ...>: one line when it begins, the rest of the line when it ends.
step() {
  local name=$1 log=$logs/$2.log begin=$SECONDS
  shift 2
  printf '%s ... ' "$name"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    printf 'FAILED after %d s\n' "$((SECONDS - begin))"
    { grep -E '^\[ERROR\]|^\[WARNING\] .*\.java' -- "$log" || tail -n 40 -- "$log"; } | head -n 60 >&2
    fail "$name; all it said is in $log"
  fi
  printf 'ok (%d s)\n' "$((SECONDS - begin))"
}

maven() {
  (cd "$root" && mvn -B -ntp -Dstyle.color=never "$@")
}

# The modules' sums in a Maven log; no tests at all is a failure, since then nothing was tested.
count_tests() {
  local sum
  sum=$(awk '/Tests run: / && !/Time elapsed/ {
      gsub(/[^0-9 ]/, " "); run += $1; skipped += $4
    }
    END { if (run) printf "%d tests", run; if (skipped) printf ", %d skipped", skipped }' "$logs/$1.log")
  [[ -n $sum ]] || fail "no test ran in $logs/$1.log"
  printf '%s' "$sum"
}

# Netty tells a buffer that was lost in a line of the log; no test may print one but NoLeaksTest.
no_leaks() {
  ! grep -r --include='*-output.txt' --exclude='*NoLeaksTest*' 'LEAK: ' "$root"/*/target/surefire-reports
}

check_scripts() {
  shellcheck "$root"/scripts/*.sh "$root"/.ci/run
}

mode=full
case ${1:-} in
  "") ;;
  --quick) mode=quick ;;
  --long) mode=long ;;
  -h | --help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
esac
(($# <= 1)) || { usage >&2 && exit 2; }

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
logs=$root/target/test
mkdir -p -- "$logs"
command -v mvn >/dev/null || fail "Maven (mvn) is not on the PATH"
JAVA_HOME=$(building_java)
export JAVA_HOME
version=$(java_version "$JAVA_HOME")
[[ -n $version ]] || fail "no JDK in JAVA_HOME=$JAVA_HOME"
((version >= MIN_JAVA)) || fail "Java $version in $JAVA_HOME is too old; $MIN_JAVA or later is needed"

if [[ $mode == quick ]]; then
  step "Java $version: compile, tests without processes" quick \
    maven test -Dtest.excludedGroups=process,long -Dspotless.check.skip -Dcheckstyle.skip
  summary=$(count_tests quick)
  printf 'test.sh: PASSED (quick): %s on Java %s; no format, no documentation, no processes\n' \
    "$summary" "$version"
  exit
fi

groups=()
other_groups=("-Dtest.excludedGroups=long,once")
if [[ $mode == long ]]; then
  groups=(-Dtest.excludedGroups= -Dtest.limit.seconds=7200)
  other_groups=("${groups[@]}")
fi

if command -v shellcheck >/dev/null; then
  step "shell scripts" scripts check_scripts
  unchecked=""
else
  unchecked="; scripts unchecked: no shellcheck"
fi
step "Java $version: full build with all gates" build maven verify ${groups[@]+"${groups[@]}"}
step "no leaked buffers" leaks no_leaks
summary="$(count_tests build) on Java $version"

other=$(other_java)
if [[ -n $other ]]; then
  step "Java ${other%% *}: the same classes, tests only" other \
    maven verify "-Dtest.java.home=${other#* }" "${other_groups[@]}" \
    -Dspotless.check.skip -Dcheckstyle.skip -Dmaven.javadoc.skip -Denforcer.skip
  step "no leaked buffers" leaks no_leaks
  summary+=", $(count_tests other) on Java ${other%% *}"
else
  summary+=", no other Java found"
fi
printf 'test.sh: PASSED%s: %s%s (%d s)\n' \
  "$([[ $mode != long ]] || echo ' (long)')" "$summary" "$unchecked" "$SECONDS"
