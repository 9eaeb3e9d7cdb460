#!/usr/bin/env bash
# Writes the hashed locks anew from requirements*.in and package.json; versions that still fit stay.
# Usage: scripts/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."

# Only the main index: a further one may hold one file of a release, and the lock must name all.
export UV_EXTRA_INDEX_URL="" UV_FIND_LINKS=""

compile() {
  .venv/bin/python scripts/uv.py pip compile -q --universal --python-version 3.11 --generate-hashes \
    --custom-compile-command "make lock" "$@"
}

compile "$@" requirements-uv.in -o requirements-uv.txt
compile "$@" requirements-node.in -o requirements-node.txt
compile "$@" requirements.in -o requirements.txt
compile "$@" requirements-dev.in -c requirements.txt -o requirements-dev.txt
compile "$@" requirements-bench.in -c requirements.txt -o requirements-bench.txt

scripts/npm.sh install --package-lock-only --silent
# npm adds where to send money to; a lock holds names, versions and hashes and no address.
.venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

path = Path("package-lock.json")
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n")
PYTHON
