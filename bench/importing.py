"""A 20,000-row roster: our importer beside django-import-export, same file, same server.

`make bench` runs it. Ours resolves organisations, matches persons (R15), seats 1,334 committees and
keeps the fate of every row; the rival inserts flat rows, once as its manual shows bulk with a
natural key and once with everything off that costs time. A time counts only if all rows arrived.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from bench.report import Measuring

TITLE = "A roster of 20,000 rows taken in"
ROWS, PER_COMMITTEE, ROUNDS = 20_000, 15, 3
HERE = Path(__file__).parent
OURS = [sys.executable, str(HERE / "importing_ours.py")]
RIVAL = [str(HERE.parent / ".venv-bench/bin/python"), str(HERE / "importing_rival.py")]
SIDES = {
    "ours": OURS,
    "django-import-export": [*RIVAL, "keyed"],
    "django-import-export, tuned": [*RIVAL, "tuned"],
}
HEADER = (
    "乡镇",
    "村",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "文化程度",
    "职务",
    "专兼职",
    "类别",
    "选举日期",
    "手机号",
)
WHAT = [
    f"{ROWS:,} rows of an .xlsx into a fresh embedded PostgreSQL, from opening the file to the commit.",
    "A run counts only if all rows arrived.",
]
REMARKS = [
    "Ours finds each row's organisation among 1,408, decides who is one person, elects 1,334"
    " committees with seats, posts and kinds, journals the act and keeps the fate of each row."
    " django-import-export writes one flat row of text per row and decides nothing.",
    "Keyed: `use_bulk` and the telephone number as `import_id_fields`, so that a second import"
    " changes nothing, as ours. Tuned: no key, `skip_diff`, `force_init_instance`: the fastest it"
    " has; a second import would double the rows.",
]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
GIVEN = "秀英兰桂芳玉珍凤霞丽红梅艳燕玲娟敏静洁云莲春花香月娥琴美淑惠翠"


def names(number: int) -> str:
    """A name that is spread as names are: some common, most not."""
    first, rest = SURNAMES[number * 7 % len(SURNAMES)], number * 13
    return first + GIVEN[rest % len(GIVEN)] + GIVEN[rest // len(GIVEN) % len(GIVEN)]


def write(path: Path) -> None:
    """The roster, as one long sheet."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEADER)
    for row in range(ROWS):
        committee, seat = divmod(row, PER_COMMITTEE)
        sheet.write_row(row + 1, 0, cells(row, committee, seat))
    book.close()


def cells(row: int, committee: int, seat: int) -> list[str]:
    """One row: the first seat is the chair, the second her deputy."""
    town, village = divmod(committee, 20)
    post = {0: "主席", 1: "副主席"}.get(seat, "执委")
    born = f"{1960 + row % 40}.{1 + row % 12:02d}"
    kind = ("调解女能手", "文艺女骨干", "创业女能手")[row % 3]
    rest = ["女", "汉族", born, "群众", "初中", post, "兼职", kind, "2021-06-01", f"100{row:08d}"]
    return [f"示例{town}镇", f"示例{village}村", names(row), *rest]


def main() -> None:
    """Measure, and write docs/bench/importing.md."""
    measuring = Measuring("importing", TITLE, ("django", "psycopg", "django-import-export"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write(path)
        times: dict[str, list[float]] = {side: [] for side in SIDES}
        for turn in range(ROUNDS):
            for side in SIDES if turn % 2 == 0 else reversed(SIDES):
                times[side].append(run(SIDES[side], path))
    sys.stdout.write(f"{measuring.write(WHAT, times, 'ours', REMARKS)}\n")


def run(command: list[str], path: Path) -> float:
    """Seconds that one side says it took, in a data folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        surroundings = os.environ | {
            "NIANGJIA_HOME": home,
            "ROWS": str(ROWS),
            "PYTHONPATH": str(HERE.parent),
        }
        surroundings.pop("DATABASE_URL", None)
        done = subprocess.run(
            [*command[:2], str(path), *command[2:]],
            env=surroundings,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()
