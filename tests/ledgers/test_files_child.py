"""The child process can do nothing but compute, and its parent believes nothing it says."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from niangjia.ledgers.files import limits, upload
from niangjia.ledgers.files.process import Child, ChildFailed, in_child
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.reading import UnreadableFile, read, read_upload

LITTLE = limits.Limits(memory=512 * limits.MB, cpu=2, wall=5, output=limits.MB)
LEDGER = Path(__file__).parent / "files" / "dates.xlsx"


def ask(name, *paths, allowed=LITTLE, **arguments):
    return in_child(f"tests.ledgers.served:{name}", *paths, limits=allowed, **arguments)


def walls():
    with Child("tests.ledgers.served:reads", LITTLE) as child:
        list(child.ask())
        return child.walls


def test_nothing_forbidden_works():
    assert ask("tries") == b""


def test_the_kernel_refuses_it_too():
    if "seccomp" not in walls():
        pytest.skip("this kernel or machine has no filter for system calls")
    results = dict(pair.split("=") for pair in ask("calls").decode().split())

    assert set(results.values()) == {"refused"}


def test_it_reads_the_files_it_is_handed(tmp_path):
    (tmp_path / "a").write_bytes(b"hello")

    assert ask("reads", tmp_path / "a", start=1) == b"ello"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("hogs", {"memory"}),
        ("spins", {"time"}),
        ("sleeps", {"time"}),
        ("floods", {"output"}),
        ("swells", {"output"}),
        ("crashes", {"crash"}),
        ("missing", {"crash"}),
    ],
)
def test_what_goes_too_far_is_ended_and_named(name, why):
    with pytest.raises(ChildFailed) as failed:
        ask(name)

    assert failed.value.why in why


def test_the_next_question_gets_a_new_child():
    with Child("tests.ledgers.served:crashes", LITTLE) as child:
        for _ in range(2):
            with pytest.raises(ChildFailed):
                list(child.ask())


def test_an_answer_left_half_ends_the_child():
    with Child("tests.ledgers.served:floods", replace(LITTLE, output=2**40)) as child:
        next(child.ask())

        assert child._process is None or child._process.poll() is None
    assert child._process is None


def test_openpyxl_writes_without_a_file():
    content = in_child("tests.ledgers.served_marks:marks", LEDGER, limits=limits.GIVING_BACK)
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["I1"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=备注", "s", True)


def test_a_lying_child_is_not_believed(monkeypatch):
    monkeypatch.setattr(upload, "READER", "tests.ledgers.served:lies")

    with pytest.raises(UnreadableFile, match=r"dates\.xlsx"):
        read(LEDGER, "committee-roster", ledger_day=date(2017, 7, 31))


@pytest.mark.parametrize("why", ["memory", "output"])
def test_too_little_of_something_is_a_sentence(monkeypatch, why):
    tight = {
        "memory": replace(limits.READING, memory=70 * limits.MB),
        "output": replace(limits.READING, output=10),
    }
    monkeypatch.setattr(limits, "READING", tight[why])

    [one] = read_upload([LEDGER], "committee-roster", ledger_day=date(2017, 7, 31))

    assert one.refusal
    assert "dates.xlsx" in str(one.refusal)


def test_a_refusal_keeps_its_key_and_short_values():
    refusal = Refusal("too-wide", sheet="长" * 900, row=3)

    assert refusal.key == "too-wide"
    assert len(refusal.values["sheet"]) == 80
