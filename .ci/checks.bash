# Shell functions for the scripts in .ci. A script that calls check must end with summary.
set -euo pipefail

need() { # need PACKAGE COMMAND...: installs the Debian package if a command is missing
  local package=$1; shift
  for command; do
    if ! command -v "$command" >/dev/null; then
      # While policy-rc.d exits with 101, no package starts its service, which could hold a port of the checks.
      local policy=/usr/sbin/policy-rc.d
      if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
        added_policy=$policy
      fi
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
      rm -f $added_policy
      return
    fi
  done
}

work=$(mktemp -d) added_policy= # Scripts put their files into $work.
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work" $added_policy' EXIT
passed=0 failed=0

check() { # check NAME EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    echo "pass: $1"
  else
    failed=$((failed + 1))
    printf 'FAIL: %s\n  want: %s\n  got:  %s\n' "$1" "$2" "$3"
  fi
}

succeeds() { # succeeds NAME COMMAND...: shows the command's output if it fails
  local name=$1 output status=0; shift
  output=$("$@" 2>&1) || status=$?
  check "$name" 0 "$status"
  [ "$status" = 0 ] || echo "$output"
}

wait_for() { # wait_for TIMEOUT COMMAND...: repeats the command until it succeeds; after TIMEOUT seconds, ends the script
  local deadline=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > deadline)); then
      echo "timed out: $*"
      cat "$work"/*.log
      exit 1
    fi
    sleep 0.05
  done
}

snippet() { # snippet FILE KEY: prints the indented example in FILE whose first line is "KEY:"
  sed -n "/^    $2:\$/,/^\$/s/^    //p" "$1"
}

summary() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}
