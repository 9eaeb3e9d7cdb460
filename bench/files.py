"""300 rosters of 15 rows sent as one .zip: looked at, then taken in, as the page and the worker do it.

`make bench` runs it. The peer is django-import-export with a natural key, in bulk, file by file,
which only writes flat rows. Both count only if all 4,500 rows arrived.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from bench.importing import Bench, told
from bench.importing_roster import write
from bench.report import Measuring, Times

TITLE = "300 files of 15 rows in one go"
FILES, EACH, ROUNDS = 300, 15, 3
OURS, PEER = "ours, looked at and taken in", "django-import-export, file by file"
WHAT = [
    f"{FILES} .xlsx of {EACH} rows as one .zip of an upload: sealed, read in the child, every row's fate kept twice",
    "(before and after), each file an import of its own that can be taken back alone. The peer reads the same files.",
]
REMARKS = ["The aim of the issue is 60 s."]


def main() -> None:
    """Measure, and write docs/bench/files.md."""
    measuring = Measuring("files", TITLE, ("django", "psycopg", "django-import-export"))
    times: Times = {OURS: [], PEER: []}
    with tempfile.TemporaryDirectory(prefix="niangjia-bench-") as name:
        folder = Path(name)
        package = _package(folder)
        bench = Bench(folder)
        for turn in range(ROUNDS):
            for side in (OURS, PEER) if turn % 2 == 0 else (PEER, OURS):
                times[side].append(_seconds(bench, side, package))
    sys.stdout.write(f"{measuring.write(WHAT, times, OURS, REMARKS)}\n")


def _package(folder: Path) -> Path:
    package = folder / "rosters.zip"
    with zipfile.ZipFile(package, "w") as archive:
        for number in range(FILES):
            path = folder / "one.xlsx"
            write(path, EACH, first=number * EACH)
            archive.write(path, f"{number:03d}.xlsx")
    return package


def _seconds(bench: Bench, side: str, package: Path) -> float:
    if side == OURS:
        program = [sys.executable, "bench/files_ours.py"]
    else:
        program = [".venv-bench/bin/python", "bench/importing_rival.py"]
    with bench.home(is_ours=side == OURS) as home:
        words = [str(package)] + ([] if side == OURS else ["keyed"])
        return float(told([*program, *words], home, FILES * EACH).split()[-1])


if __name__ == "__main__":
    main()
