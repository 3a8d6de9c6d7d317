#!/usr/bin/env bash
# Installs what mitte needs from Debian's packages: PostgreSQL with PostGIS, ogr2ogr and, for the tests, Chromium.
# Idempotent: it asks dpkg first and touches nothing that is there. Called by `make setup`.
#
# Debian's postgresql package would create and start a cluster of its own; mitte brings its own private one, so the
# automatic cluster is switched off before the packages arrive. A cluster that already exists is left as it is.
set -euo pipefail

packages=(postgresql postgresql-postgis gdal-bin)
[ "${1:-}" = "--tests" ] && packages+=(chromium)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup: apt is not here; install PostgreSQL 15+ with PostGIS 3.3+, ogr2ogr (GDAL) and, for the tests, Chromium by hand." >&2
  exit 0
fi

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The PostGIS extension's package carries the server's major version in its name.
postgis_package() {
  local found
  for found in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$found" ] || continue
    echo "postgresql-$(basename "$(dirname "$(dirname "$found")")")-postgis-3"
    return
  done
  echo "postgresql-postgis"
}

missing=()
for package in "${packages[@]}"; do
  case $package in
    postgresql-postgis) ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || missing+=("$(postgis_package)") ;;
    postgresql) ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql) ;;
    *) installed "$package" || missing+=("$package") ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: please install as root: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi

conf=/etc/postgresql-common/createcluster.conf
if [ ! -e "$conf" ]; then
  "${as_root[@]}" mkdir -p "$(dirname "$conf")"
  echo "create_main_cluster = false" | "${as_root[@]}" tee "$conf" >/dev/null
fi

echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}" >/dev/null
