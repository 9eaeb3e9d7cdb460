"""What is installed is named, hashed and justified, and no file says where to fetch it from."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INS = sorted(ROOT.glob("requirements*.in"))
LOCKS = sorted(ROOT.glob("requirements*.txt"))
CONFIGURATION = [
    *INS,
    *LOCKS,
    *(ROOT / name for name in ["package.json", "package-lock.json", ".npmrc", "pyproject.toml"]),
    *(ROOT / name for name in ["Makefile", ".ci/run"]),
    *sorted((ROOT / "scripts").glob("*.*")),
]
ADDRESS = re.compile(
    r"https?:(?!//127\.0\.0\.1|//www\.w3\.org/2000/svg)\S*"
    r"|(?:git\+|file:|ftp:)\S*|--(?:extra-)?index-url|--find-links"
)
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


def requirements(path: Path) -> list[str]:
    """The lines of a requirements file that name a package, continued lines joined."""
    text = path.read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if NAME.match(line)]


def canonical(line: str) -> str:
    """The package of a requirement line as indexes write it: Django>=5.2 → django."""
    (name,) = NAME.findall(line)
    return re.sub(r"[-_.]+", "-", name).lower()


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CONFIGURATION, ids=named)
def test_no_lock_or_configuration_says_where_to_download_from(path):
    assert ADDRESS.findall(path.read_text()) == []


def test_the_assets_lock_holds_a_hash_and_no_address_for_every_package():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    for name, package in packages.items():
        assert "resolved" not in package
        assert name == "" or package["integrity"].startswith("sha512-")


def test_assets_are_pinned_exactly():
    package = json.loads((ROOT / "package.json").read_text())
    wanted = package["dependencies"] | package["devDependencies"]

    assert [name for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)] == []


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_every_line_of_a_lock_is_pinned_and_hashed(path):
    for line in requirements(path):
        assert re.match(r"[\w.-]+==[^\s;]+ ", line)
        assert "--hash=sha256:" in line


@pytest.mark.parametrize("path", INS, ids=named)
def test_every_dependency_says_why_it_is_there(path):
    silent = [line for line in requirements(path) if not re.search(r"\s# \S+", line)]

    assert silent == []


@pytest.mark.parametrize("path", INS, ids=named)
def test_every_dependency_is_in_its_lock(path):
    locked = {canonical(line) for line in requirements(path.with_suffix(".txt"))}

    assert {canonical(line) for line in requirements(path)} <= locked


def test_developers_test_what_the_program_runs_on():
    program = requirements(ROOT / "requirements.txt")
    developers = requirements(ROOT / "requirements-dev.txt")

    assert {line.split()[0] for line in program} <= {line.split()[0] for line in developers}


def test_the_locked_uv_is_one_whose_own_backend_builds_the_project():
    (uv,) = requirements(ROOT / "requirements-uv.txt")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]

    assert re.fullmatch(r"uv_build>=(\d+\.\d+),<.*", wanted[0])[1] in uv


def test_nothing_that_setting_up_makes_is_committed():
    made = [".venv", "node_modules", "niangjia/desk/static/vendor", "niangjia/**/*.mo"]

    tracked = subprocess.run(
        ["git", "ls-files", "--", *made], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert tracked.stdout == ""
