#!/usr/bin/env bash
# Measures processpool beside Python's pools and the raw limits; builds what is missing before.
set -euo pipefail

readonly MIN_JAVA=17
readonly EXIT_INTERNAL=70

usage() {
  cat <<'EOT'
usage: scripts/bench.sh [--quick] [--runs N] [--only P2,P3] [--json FILE] [--java HOME] [--python FILE]
       scripts/bench.sh --growth [--quick] [--runs N] [--json FILE] [--java HOME]
       scripts/bench.sh --micro [JMH ARGUMENT ...]

  (nothing)      the goals P1 to P13: ours, the peer or limit, the ratio of pairs measured in turn
                 with its spread, the goal, met or missed
  --quick        smaller and fewer samples, below five minutes on an idle machine
  --runs N       rounds of pairs (default: 7, of costly work 3; with --quick 3 and 2)
  --only P2,P3   only these goals
  --json FILE    all samples, the rows and the machine as one JSON object
  --java HOME    the Java that runs everything (default: JAVA_HOME, else the java on the PATH)
  --python FILE  the Python of the peers (default: python3); what it lacks is skipped and said
  --growth       instead: how cost grows with workers, items, payload and chunks, as tables
  --micro        instead: the micro-benchmarks; what follows goes to JMH, such as -l or Payload

Programs that are measured warm repeat their work for 5 s (--quick: 1 s; P4 and P8 twice as long;
the last table of --growth 100 s), at least once, before the first sample. Exit codes: 0 the table
was made, whatever it says; 1 a measurement failed; 2 wrong usage; 70 the build failed or a fault
of bench.sh itself.
EOT
}

fail() {
  printf 'bench.sh: %s\n' "$1" >&2
  exit "${2:-$EXIT_INTERNAL}"
}

# Everything the build reads, below $root; more conditions for find may follow.
sources() {
  (cd "$root" && find .mvn pom.xml {protocol,worker,coordinator,benchmarks}/{pom.xml,src/main} \
    -type f "$@" 2>/dev/null) || true
}

# The stamp is as old as the beginning of the last good build and holds the names it read.
out_of_date() {
  [[ ! -f $stamp || ! -f $jar ]] || [[ $(sources | cksum) != "$(<"$stamp")" ]] ||
    [[ -n $(sources -newer "$stamp") ]]
}

build() {
  local log=$target/build.log
  command -v mvn >/dev/null || fail "building needs Maven (mvn), which is not on the PATH"
  mkdir -p -- "$target"
  printf 'building the benchmarks ...\n' >&2
  sources | cksum >"$stamp.new"
  if ! (cd "$root" && mvn -B -ntp -Dstyle.color=never package -Dmaven.test.skip=true -Dspotless.check.skip \
    -Dcheckstyle.skip -pl benchmarks -am </dev/null >"$log" 2>&1); then
    { grep -E '^\[(WARNING|ERROR)\] ' -- "$log" || tail -n 20 -- "$log"; } | head -n 20 >&2
    fail "the build failed; all it said is in $log"
  fi
  mv -f -- "$stamp.new" "$stamp"
}

micro=""
arguments=()
while (($#)); do
  case $1 in
    -h | --help) usage && exit ;;
    --java)
      (($# > 1)) || fail "--java: nothing follows (expected: the folder of a JDK)" 2
      JAVA_HOME=$2
      shift
      ;;
    --java=*) JAVA_HOME=${1#*=} ;;
    --micro)
      micro=yes
      shift
      arguments=("$@")
      break
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
target=$root/benchmarks/target
stamp=$target/build.stamp
jar=$target/processpool-benchmarks.jar

# The program that is measured starts with the same Java, by the same variable.
if [[ -z ${JAVA_HOME:-} ]]; then
  java=$(command -v java) || fail "no java found; install a JDK ($MIN_JAVA or later) or set JAVA_HOME"
  JAVA_HOME=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
fi
export JAVA_HOME
[[ -x $JAVA_HOME/bin/java ]] || fail "$JAVA_HOME has no bin/java (expected: the folder of a JDK)" 2
"$root/scripts/run-coordinator.sh" --version >/dev/null || fail "run-coordinator.sh does not start"
! out_of_date || build

class_path="$jar:$target/lib/*"
if [[ -n $micro ]]; then
  exec "$JAVA_HOME/bin/java" -cp "$class_path" org.openjdk.jmh.Main ${arguments[@]+"${arguments[@]}"}
fi
exec "$JAVA_HOME/bin/java" -cp "$class_path" io.processpool.benchmarks.driver.Main \
  --root "$root" ${arguments[@]+"${arguments[@]}"}
