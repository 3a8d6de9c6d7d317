#!/usr/bin/env bash
# Installs what mitte needs from Debian's packages: PostgreSQL with PostGIS and ogr2ogr; with --tests also Chromium with a
# font, LibreOffice Calc without a screen, a C compiler with zlib for the race detector, and git. Idempotent: it looks first
# and touches nothing that is there.
#
# Debian's postgresql package would create and start a cluster of its own. mitte brings a private one, so that is switched
# off before the package arrives. A cluster that already exists is left as it is.
set -euo pipefail

missing=()
need() { # need PACKAGE FILE…: the package is missing when none of the files is there
  local package=$1 file
  shift
  for file in "$@"; do [ -e "$file" ] && return; done
  missing+=("$package")
}
need_command() { command -v "$2" >/dev/null || missing+=("$1"); }

need ca-certificates /etc/ssl/certs/ca-certificates.crt
need postgresql /usr/lib/postgresql/*/bin/postgres
need_command gdal-bin ogr2ogr
if [ "${1:-}" = "--tests" ]; then
  need_command chromium chromium
  need_command git git
  need_command gcc gcc
  need libc6-dev /usr/include/stdlib.h
  need_command pkg-config pkg-config # with cgo, which the race detector needs, the OSM reader links zlib
  need zlib1g-dev /usr/include/zlib.h
  need_command libreoffice-calc-nogui soffice # reads our CSV files as an office would: 85 MB to fetch, 260 MB on disk
  need fonts-liberation /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf
fi
if ! compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null; then
  server=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1 || true)
  if [ -n "$server" ]; then
    missing+=("postgresql-$(basename "${server%/bin/postgres}")-postgis-3")
  else
    missing+=(postgresql-postgis)
  fi
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: apt is not here; please install by hand what these Debian packages hold: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: please run as root: apt-get install --no-install-recommends ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi

conf=/etc/postgresql-common/createcluster.conf
if [ ! -e "$conf" ]; then
  "${as_root[@]}" mkdir -p "$(dirname "$conf")"
  echo "create_main_cluster = false" | "${as_root[@]}" tee "$conf" >/dev/null
fi

echo "setup: installing ${missing[*]}"
log=$(mktemp)
"${as_root[@]}" apt-get update -qq >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  -o Dpkg::Options::=--force-confold "${missing[@]}" >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }
rm -f "$log"
