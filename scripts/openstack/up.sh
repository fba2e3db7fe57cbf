#!/bin/bash
# Starts a real Keystone and Glance on loopback, from Debian's packages.   up.sh [--tls] [--fresh]
#
# Everything it writes is under $ARCLIGHT_CLOUD_STATE (default: arclight-cloud in the temporary directory); how to
# reach the cloud is in cloud.json there, whose path is printed. Run again, it starts only what is not running.
# --tls puts nginx in front, with a certificate of a private authority. settings.sh lists what can be overridden.
set -euo pipefail
export LC_ALL=C.UTF-8
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$HERE/settings.sh"
PYTHON=/usr/bin/python3 # Debian's own: the packages are installed for no other
TLS=0 FRESH=0
for option in "$@"; do
  case $option in
    --tls) TLS=1 ;;
    --fresh) FRESH=1 ;;
    *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 2 ;;
  esac
done

main() {
  install_packages
  if [ $FRESH = 1 ]; then "$HERE/down.sh" --wipe; fi
  mkdir -p "$STATE"/{etc,db,log,run,lock,cache,tls,stores/{fast,archive,staging,tasks},two/{cache,fast,archive,staging,tasks}}
  mkdir -p -m 700 "$STATE"/keys/{fernet,credential}
  touch "$STATE/.arclight-cloud"
  write_configuration
  if [ ! -f "$STATE/db/.ready" ]; then make_databases; fi
  [ "$(cat "$STATE/db/.ready")" = "$PASSWORD" ] || die 'made with another password; start it with --fresh'
  start_services
  seed
  start_second_region
  echo "$STATE/cloud.json"
}

say() { echo "cloud: $*" >&2; }
die() { say "$@"; exit 1; }

install_packages() {
  local wanted=(python3-keystone python3-glance uwsgi-plugin-python3 qemu-utils curl) missing=() policy=/usr/sbin/policy-rc.d
  if [ $TLS = 1 ]; then wanted+=(nginx-light openssl); fi
  for package in "${wanted[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    die "missing: ${missing[*]}. On Debian 12, as root: apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  # Installing nginx would start it on port 80; a policy of 101 forbids that.
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' > $policy
    chmod 755 $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  local options=(-y -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
  apt-get "${options[@]}" update >&2 </dev/null
  apt-get "${options[@]}" install --no-install-recommends "${missing[@]}" >&2 </dev/null
}

# Fills the templates in. What runs on another configuration is stopped, to be started on this one.
write_configuration() {
  local name fill=() next
  for name in STATE HOST KEYSTONE_PORT GLANCE_PORT GLANCE_TWO_PORT KEYSTONE_TLS_PORT GLANCE_TLS_PORT PASSWORD TOKEN_TTL \
    IDENTITY_ROOT IDENTITY_URL IMAGE_URL IMAGE_TWO_URL; do
    fill+=(-e "s|@$name@|${!name}|g")
  done
  next=$(mktemp -d "$STATE/etc.XXXXXX")
  for name in "$HERE"/conf/*; do sed "${fill[@]}" "$name" > "$next/$(basename "$name")"; done
  if ! diff -r "$next" "$STATE/etc" >/dev/null; then "$HERE/down.sh"; fi
  rm -rf "$STATE/etc"
  mv "$next" "$STATE/etc"
}

make_databases() {
  say 'creating the databases'
  rm -f "$STATE"/db/*.sqlite
  local keystone=($PYTHON /usr/bin/keystone-manage --config-file "$STATE/etc/keystone.conf")
  local owner=(--keystone-user "$(id -un)" --keystone-group "$(id -gn)")
  local urls=(--bootstrap-admin-url "$IDENTITY_URL" --bootstrap-internal-url "$IDENTITY_URL")
  {
    $PYTHON "$HERE/glance-command.py" manage --config-file "$STATE/etc/glance-api.conf" db_sync &
    "${keystone[@]}" db_sync &&
      "${keystone[@]}" fernet_setup "${owner[@]}" &&
      "${keystone[@]}" credential_setup "${owner[@]}" &&
      "${keystone[@]}" bootstrap --bootstrap-password "$PASSWORD" --bootstrap-region-id RegionOne \
        "${urls[@]}" --bootstrap-public-url "$IDENTITY_URL" &&
      wait $!
  } > "$STATE/log/databases.out" 2>&1 || die "the databases could not be made; see $STATE/log/databases.out"
  use_write_ahead_log "$STATE"/db/*.sqlite
  echo "$PASSWORD" > "$STATE/db/.ready"
}

# Readers go on while a writer commits. The file remembers the setting.
use_write_ahead_log() {
  $PYTHON -c 'import sqlite3, sys
for path in sys.argv[1:]: sqlite3.connect(path).execute("pragma journal_mode=wal")' "$@"
}

start_services() {
  launch keystone "$KEYSTONE_PORT" env OS_KEYSTONE_CONFIG_DIR="$STATE/etc" OS_KEYSTONE_CONFIG_FILES=keystone.conf \
    /usr/bin/uwsgi_python3 --ini "$STATE/etc/keystone-uwsgi.ini"
  launch glance "$GLANCE_PORT" $PYTHON "$HERE/glance-command.py" api --config-file "$STATE/etc/glance-api.conf"
  if [ $TLS = 1 ]; then
    make_certificate
    launch nginx "$KEYSTONE_TLS_PORT" /usr/sbin/nginx -e "$STATE/log/nginx.log" -c "$STATE/etc/nginx.conf"
  fi
  await_answer keystone "$IDENTITY_URL"
  await_answer glance "$IMAGE_URL/"
  if [ $TLS = 1 ]; then await_answer nginx "https://$HOST:$GLANCE_TLS_PORT/" --cacert "$STATE/tls/ca.pem"; fi
}

# A Glance with a database of its own, that keeps to the quotas that Keystone has for it.
start_second_region() {
  local ready="$STATE/db/.ready-two" log="$STATE/log/database-two.out"
  local command=($PYTHON "$HERE/glance-command.py")
  local files=(--config-file "$STATE/etc/glance-api.conf" --config-file "$STATE/etc/glance-two.conf")
  if [ ! -f "$ready" ]; then
    rm -f "$STATE"/db/glance-two.sqlite*
    "${command[@]}" manage "${files[@]}" db_sync > "$log" 2>&1 || die "no database for the second region; see $log"
    use_write_ahead_log "$STATE/db/glance-two.sqlite"
    touch "$ready"
  fi
  launch glance-two "$GLANCE_TWO_PORT" "${command[@]}" api "${files[@]}" --config-file "$STATE/limits.conf"
  await_answer glance-two "$IMAGE_TWO_URL/"
}

launch() { # launch NAME PORT COMMAND...
  local name=$1 port=$2 pid
  shift 2
  if is_running "$name"; then return; fi
  if (exec 3<> "/dev/tcp/$HOST/$port") 2>/dev/null; then die "port $port is taken by something else"; fi
  (cd "$STATE" && exec setsid "$@" >> "$STATE/log/$name.out" 2>&1 </dev/null) &
  pid=$!
  disown "$pid"
  # The process number outlives exec and setsid, and so does the moment of its start.
  echo "$pid $(started_at "$pid")" > "$STATE/run/$name.pid"
}

await_answer() { # await_answer NAME URL [curl option...]
  local name=$1 url=$2 end=$((SECONDS + 90))
  shift 2
  until curl -s -o "$STATE/log/$name.answer" -m 10 --noproxy '*' -f "$@" "$url"; do
    is_running "$name" || { tail -n 20 "$STATE/log/$name.out" >&2; die "$name stopped; see $STATE/log"; }
    [ $SECONDS -lt $end ] || die "$name does not answer at $url; see $STATE/log"
    sleep 0.1
  done
}

make_certificate() {
  if [ -s "$STATE/tls/server.pem" ]; then return; fi
  (
    cd "$STATE/tls"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj '/CN=Arclight test CA' \
      -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost
    printf 'subjectAltName=DNS:localhost,IP:%s\nextendedKeyUsage=serverAuth\n' "$HOST" > server.ext
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 -extfile server.ext \
      -out server.crt
    cat server.crt ca.pem > server.pem
  ) > "$STATE/log/openssl.out" 2>&1 || die "no certificate could be made; see $STATE/log/openssl.out"
}

seed() {
  local tls=()
  if [ $TLS = 1 ]; then
    tls=(--tls "https://$HOST:$KEYSTONE_TLS_PORT/v3" "https://$HOST:$GLANCE_TLS_PORT" "$STATE/tls/ca.pem")
  fi
  PASSWORD=$PASSWORD $PYTHON "$HERE/seed.py" "$IDENTITY_URL" "$IMAGE_URL" "$IMAGE_TWO_URL" "$STATE" "${tls[@]}"
}

main
