"""Rosters of 20,000 and 100,000 rows: our importer beside django-import-export, same file, same server.

`make bench` runs it. Ours resolves organisations, matches persons (R15), seats 1,340 committees and
keeps the fate of every row; the rival inserts flat rows, once as its manual shows bulk with a
natural key and once with everything off that costs time. A time counts only if all rows arrived.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.importing_roster import COMMITTEES, write
from bench.report import Measuring, Times, table

TITLE = "Rosters of 20,000 and of 100,000 rows taken in"
SIZES = {20_000: 3, 100_000: 1}  # rows: rounds
ROOT = Path(__file__).parent.parent
OURS, PREVIEW, KEYED, TUNED = (
    "ours", "ours, preview", "django-import-export", "django-import-export, tuned",
)  # fmt: skip
HERE = [sys.executable, "bench/importing_ours.py"]
RIVAL = [".venv-bench/bin/python", "bench/importing_rival.py"]
SIDES = {
    OURS: (HERE, ""),
    PREVIEW: (HERE, "preview"),
    KEYED: (RIVAL, "keyed"),
    TUNED: (RIVAL, "tuned"),
}
WHAT = [
    "An .xlsx into a fresh embedded PostgreSQL, from opening the file to the commit; the preview is the whole",
    "of it without the commit. A run counts only if all rows arrived.",
]
REMARKS = [
    f"Ours finds each row's organisation among 1,408, decides who is one person, elects {COMMITTEES:,}"
    " committees with seats, posts and kinds, journals the act and keeps the fate of each row."
    " django-import-export writes one flat row of text per row and decides nothing.",
    "Keyed: `use_bulk` and the telephone number as `import_id_fields`, so that a second import"
    " changes nothing, as ours. Tuned: no key, `skip_diff`, `force_init_instance`: the fastest it"
    " has; a second import would double the rows.",
]


class Bench:
    """One folder with the rosters and, for ours, the county that every run gets a copy of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.county = folder / "county"
        self.county.mkdir()
        self.peaks: dict[str, float] = {}
        told([sys.executable, "-m", "bench.importing_county"], self.county, 0)

    def times(self, rows: int, rounds: int) -> Times:
        """Seconds of every side in every round, in turning order."""
        path = self.folder / f"{rows}.xlsx"
        write(path, rows)
        times: Times = {side: [] for side in SIDES}
        for turn in range(rounds):
            for side in SIDES if turn % 2 == 0 else reversed(SIDES):
                times[side].append(self._run(side, path, rows))
        return times

    @contextmanager
    def home(self, *, is_ours: bool) -> Iterator[Path]:
        """A data folder of its own; ours begins with the county."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            if is_ours:
                subprocess.run(["cp", "-a", f"{self.county}/.", name], check=True)
            yield Path(name)

    def _run(self, side: str, path: Path, rows: int) -> float:
        program, way = SIDES[side]
        with self.home(is_ours=program is HERE) as home:
            *peak, seconds = told([*program, str(path), *way.split()], home, rows).split()
        self.peaks |= {f"{side}, {rows:,} rows": float(value) for value in peak}
        return float(seconds)


def told(command: list[str], home: Path, rows: int) -> str:
    """What a program prints last, with its data in `home`."""
    ours = {"NIANGJIA_HOME": str(home), "ROWS": str(rows), "PYTHONPATH": str(ROOT)}
    surroundings = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | ours
    done = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return (done.stdout.splitlines() or [""])[-1]


def main() -> None:
    """Measure, and write docs/bench/importing.md."""
    measuring = Measuring("importing", TITLE, ("django", "psycopg", "django-import-export"))
    with tempfile.TemporaryDirectory(prefix="niangjia-bench-") as folder:
        bench = Bench(Path(folder))
        small, large = (bench.times(rows, rounds) for rows, rounds in SIZES.items())
    peaks = [f"{side}: {megabytes:.0f} MB" for side, megabytes in bench.peaks.items()]
    remarks = [
        "100,000 rows, 75 to a committee:",
        table(large, OURS),
        f"Peak memory of the larger of our two processes: {'; '.join(peaks)}.",
        *REMARKS,
    ]
    sys.stdout.write(f"{measuring.write([*WHAT, '20,000 rows:'], small, OURS, remarks)}\n")


if __name__ == "__main__":
    main()
