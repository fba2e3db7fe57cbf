#!/bin/bash
# Stops the cloud that up.sh started, and nothing else.   down.sh [--wipe]
set -uo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$HERE/settings.sh"

stop() { # stop NAME
  is_running "$1" || { rm -f "$STATE/run/$1.pid"; return; }
  local pid start
  read -r pid start < "$STATE/run/$1.pid"
  kill -TERM "$pid"
  for _ in $(seq 50); do is_running "$1" || break; sleep 0.1; done
  # Each was started as the leader of a group of its own, so this reaches its workers and no one else.
  kill -KILL -- "-$pid" 2>/dev/null
  rm -f "$STATE/run/$1.pid"
  echo "stopped $1" >&2
}

for name in nginx glance-two glance keystone; do stop $name; done
if [ "${1:-}" = --wipe ] && [ -f "$STATE/.arclight-cloud" ]; then rm -rf "$STATE"; fi
exit 0
