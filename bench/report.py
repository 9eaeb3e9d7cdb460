"""What every file under docs/bench says: on which machine, when, with which versions, how often."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "bench"
Times = dict[str, list[float]]


@dataclass
class Measuring:
    """One measurement, begun when it is made; `write` puts it under docs/bench."""

    name: str
    title: str
    versions: tuple[str, ...]
    load_before: tuple[float, float, float] = field(default_factory=os.getloadavg)

    def write(self, what: list[str], times: Times, ours: str, remarks: list[str]) -> Path:
        """Write the file anew: the side `ours` is the 1 of all ratios."""
        path = FOLDER / f"{self.name}.md"
        FOLDER.mkdir(parents=True, exist_ok=True)
        parts = [f"# {self.title}", " ".join(what), table(times, ours), *remarks]
        path.write_text("\n\n".join([*parts, self._circumstances()]) + "\n", encoding="utf-8")
        return path

    def _circumstances(self) -> str:
        today = datetime.datetime.now(tz=datetime.UTC).date()
        lines = [
            f"- Command: `make bench`, or `.venv/bin/python -m bench.{self.name}`",
            f"- Date: {today}",
            f"- Machine: {os.cpu_count()} cores, {memory()} GB memory, {platform.machine()}",
            f"- Load (1, 5, 15 minutes) before: {words(self.load_before)}",
            f"- Load after: {words(os.getloadavg())}",
            f"- Python {platform.python_version()}, {', '.join(map(version, self.versions))}",
        ]
        return "## Circumstances\n\n" + "\n".join(lines)


def table(times: Times, ours: str) -> str:
    """Every repetition, the median, and the ratio to ours."""
    middle = {side: statistics.median(all_of) for side, all_of in times.items()}
    lines = ["| side | every run, s | median, s | ÷ ours |", "|---|---|---|---|"]
    for side, all_of in times.items():
        every = " · ".join(f"{seconds:.2f}" for seconds in all_of)
        lines.append(
            f"| {side} | {every} | {middle[side]:.2f} | {middle[side] / middle[ours]:.2f} |"
        )
    return "\n".join(lines)


def memory() -> int:
    """Of the machine, in gigabytes."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def words(load: tuple[float, float, float]) -> str:
    """The three averages of the kernel."""
    return ", ".join(f"{value:.2f}" for value in load)


def version(package: str) -> str:
    """What is installed here, else what the locks of the rivals name."""
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        locks = Path(__file__).parent.parent / "requirements-bench.txt"
        pinned = [
            line for line in locks.read_text().splitlines() if line.startswith(package + "==")
        ]
        return pinned[0].rstrip(" \\").replace("==", " ")
