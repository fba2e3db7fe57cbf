# What up.sh and down.sh agree on. Sourced, not run.
STATE=${ARCLIGHT_CLOUD_STATE:-${TMPDIR:-/tmp}/arclight-cloud}
HOST=127.0.0.1
KEYSTONE_PORT=${ARCLIGHT_KEYSTONE_PORT:-15000}
GLANCE_PORT=${ARCLIGHT_GLANCE_PORT:-19292}
GLANCE_TWO_PORT=${ARCLIGHT_GLANCE_TWO_PORT:-19293}
KEYSTONE_TLS_PORT=${ARCLIGHT_KEYSTONE_TLS_PORT:-15443}
GLANCE_TLS_PORT=${ARCLIGHT_GLANCE_TLS_PORT:-19443}
PASSWORD=${ARCLIGHT_CLOUD_PASSWORD:-arclight-test}
TOKEN_TTL=${ARCLIGHT_CLOUD_TOKEN_TTL:-3600}
IDENTITY_ROOT=http://$HOST:$KEYSTONE_PORT
IDENTITY_URL=$IDENTITY_ROOT/v3
IMAGE_URL=http://$HOST:$GLANCE_PORT
IMAGE_TWO_URL=http://$HOST:$GLANCE_TWO_PORT

# Moment a process started, in clock ticks: with its number it names one process for good. Nothing for a zombie.
started_at() { awk '{ sub(/.*\) /, ""); if ($1 != "Z") print $20 }' "/proc/$1/stat" 2>/dev/null; }

# is_running NAME: the process that up.sh recorded under this name is alive.
is_running() {
  local pid start
  read -r pid start 2>/dev/null < "$STATE/run/$1.pid" || return 1
  [ -n "$start" ] && [ "$(started_at "$pid")" = "$start" ]
}
