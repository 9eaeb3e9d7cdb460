"""Over 500 hostile files: none goes beyond its limits, and each refusal is a sentence (TRUST 3, 22).

The seed is fixed; HOSTILE=7 in the environment takes another.
"""

import gc
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from niangjia.ledgers.files import limits
from niangjia.ledgers.reading import read_upload
from tests.ledgers.hostile.families import FAMILIES, READ, hostile_files

SEED = int(os.environ.get("HOSTILE", "22"))
STATUS = Path("/proc/self/status")


def memory(line):
    """Bytes of a line of /proc: VmRSS now, VmHWM at most since it was reset."""
    found = [text for text in STATUS.read_text().splitlines() if text.startswith(line)]
    return int(found[0].split()[1]) * 1024


@pytest.fixture(scope="module")
def uploaded(tmp_path_factory):
    """(what was made, what became of it, growth of this process): all files are one upload."""
    folder = tmp_path_factory.mktemp("hostile")
    may = {}
    for file in hostile_files(SEED):
        (folder / file.name).write_bytes(file.content)
        may[file.name] = file.may
    del file
    gc.collect()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    paths = [folder / name for name in may]
    found = [
        became(one) for one in read_upload(paths, "committee-roster", ledger_day=date(2017, 7, 31))
    ]
    return may, found, memory("VmHWM") - before


def became(one):
    """(file, name shown, fate, sentence, rows)."""
    if one.refusal:
        return one.source.path.name, one.name, one.refusal.key, str(one.refusal), 0
    reading = one.reading
    rows = len(reading.rows) + len(reading.rejected) + len(reading.skipped)
    return one.source.path.name, one.name, READ, "", rows


def test_there_are_more_than_five_hundred_of_all_families(uploaded):
    may, *_ = uploaded

    assert len(may) >= 500
    assert len(FAMILIES) == len({name.split("_")[0] for name in may})


def test_every_file_is_answered(uploaded):
    may, found, _ = uploaded

    assert {file for file, *_ in found} == set(may)


def test_each_fate_is_one_that_was_written_down(uploaded):
    may, found, _ = uploaded

    assert [(file, fate) for file, _, fate, *_ in found if fate not in may[file]] == []


def test_each_refusal_is_a_sentence_with_the_name_of_the_file_and_what_to_do(uploaded):
    _, found, _ = uploaded

    for _, name, fate, sentence, _ in found:
        if fate != READ:
            assert f"“{name}”" in sentence
            assert sentence.endswith("。")
            assert sentence.count("。") == 1
            assert "请" in sentence


def test_what_is_read_stays_within_the_limits(uploaded):
    _, found, _ = uploaded

    assert max(rows for *_, rows in found) < limits.CELLS
    assert Counter(fate for _, _, fate, *_ in found)[READ] < len(found) / 4


def test_this_process_grows_by_less_than_fifty_megabytes(uploaded):
    _, _, growth = uploaded

    assert growth < 50 * 2**20
