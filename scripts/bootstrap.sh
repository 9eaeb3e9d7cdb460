#!/usr/bin/env bash
# Fills .venv from the hashed lock of what is wanted. Usage: scripts/bootstrap.sh runtime|dev
set -eu
cd "$(dirname "$0")/.."
# One at a time: two makes side by side would lay out .venv on top of each other.
exec 9<scripts/bootstrap.sh
flock 9
lock=requirements.txt
[ "$1" = dev ] && lock=requirements-dev.txt

say() { printf '%s\n' "$*" >&2; }

# The first python3 that is new enough; all wheels of the locks exist for these versions.
find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  say "Niangjia needs Python 3.11 to 3.14 and found none. On Debian or Ubuntu: apt-get install python3 python3-venv"
  exit 1
}

# Debian and Ubuntu keep venv's other half in a package of its own.
ensure_venv_module() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  package="$(basename "$(readlink -f "$1")")-venv"
  scripts/apt.sh "$package"
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  python=$(find_python)
  ensure_venv_module "$python"
  rm -rf .venv
  "$python" -m venv .venv
fi

# uv first, by pip and by hash; everything else through uv.
wanted=$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements-uv.txt)
if [ "uv==$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$wanted" ]; then
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile \
    --require-hashes --only-binary :all: -r requirements-uv.txt
fi
# The backend that installs the project lies inside uv: nothing is fetched for it.
.venv/bin/python scripts/uv.py pip sync -q --require-hashes --only-binary :all: "$lock"
.venv/bin/uv pip install -q --offline --no-deps -e .
