"""Projects to test on, each a folder of its own: the tiny one under tests/tiny, and this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
# What a project needs besides its data and pages.
MACHINERY = ("macros", "overrides", "mkdocs.yml", "data/geo", "docs/assets")


def tiny_project(folder: Path) -> Path:
    shutil.copytree(REPO / "tests" / "tiny", folder)
    for part in MACHINERY:
        source, target = REPO / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    return folder


def run_build(root: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000",
             "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A tiny project that a test may change."""
    return tiny_project(tmp_path / "tiny")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], tuple[int, list[str]]]:
    """What ``python -m macros check`` exits with and says of a project, a line an item."""
    from macros.command import main

    def run(root: Path) -> tuple[int, list[str]]:
        code = main(["--root", str(root), "check"])
        captured = capsys.readouterr()
        return code, (captured.err or captured.out).splitlines()

    return run


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project built, under an address with a sub-path."""
    folder = tmp_path_factory.mktemp("tiny")
    root = tiny_project(folder / "project")
    done = run_build(root, folder / "site", SITE_URL="https://example.org/sub/path/")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project built."""
    folder = tmp_path_factory.mktemp("real") / "site"
    done = run_build(REPO, folder)
    assert done.returncode == 0, done.stderr
    return folder
