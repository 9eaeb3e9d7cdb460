"""What of a data folder goes into a backup: everything but backups, or a refusal that names what cannot."""

import shutil

import pytest

from niangjia.base.backup import home as homes
from niangjia.base.backup.age import Sealing
from niangjia.base.refusals import Refused


@pytest.fixture
def home(tmp_path):
    """A data folder with two files, a key and what belongs to the running hour."""
    found = tmp_path / "home"
    for name in ("a/one.txt", "b/two.txt", "keys/master", "postgres/data", "backups/x", "a/b.lock"):
        (found / name).parent.mkdir(parents=True, exist_ok=True)
        (found / name).write_text(name)
    return found


def names(home, **more):
    return [path.relative_to(home).as_posix() for path in homes.files_of(home, **more)]


def test_the_server_s_files_and_those_of_the_hour_stay_behind(home):
    assert names(home) == ["a/one.txt", "b/two.txt", "keys/master"]


def test_the_folder_of_the_nights_stays_behind_wherever_it_is(home):
    (home / "b" / "nightly").mkdir()
    (home / "b" / "nightly" / "niangjia-2026-11-21.backup").write_text("x")

    assert "b/nightly/niangjia-2026-11-21.backup" in names(home)
    assert names(home, but={home / "b" / "nightly"}) == ["a/one.txt", "b/two.txt", "keys/master"]


def test_a_backup_laid_into_the_data_folder_stays_behind_under_any_name(home):
    """Each night would hold the one before, and be twice as large."""
    with (home / "a" / "office.old").open("wb") as file:
        sealing = Sealing(file, "a passphrase of some length", work=4)
        sealing.write(b"x" * 1000)
        sealing.finish()

    assert names(home) == ["a/one.txt", "b/two.txt", "keys/master"]


@pytest.mark.parametrize("place", ["uploads", "a/inner"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_is_named_instead_of_left_out(home, tmp_path, place, is_folder):
    target = tmp_path / "elsewhere"
    target.mkdir() if is_folder else target.touch()
    (home / place).symlink_to(target)

    with pytest.raises(Refused, match=f"{place}”是一个链接"):
        names(home)


def test_links_in_place_of_what_stays_behind_are_left_alone(home, tmp_path):
    shutil.rmtree(home / "backups")
    (home / "backups").symlink_to(tmp_path)

    assert names(home) == ["a/one.txt", "b/two.txt", "keys/master"]


def test_a_folder_that_cannot_be_read_ends_it(home):
    found = homes.files_of(home)
    next(found)
    shutil.rmtree(home / "b")

    with pytest.raises(OSError, match="b"):
        list(found)


def test_no_folder_no_files(tmp_path):
    assert names(tmp_path / "none") == []
