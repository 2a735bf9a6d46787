"""The generated schemas: up to date, and true to the records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.command import main
from tests.conftest import REPO


def test_the_committed_schemas_are_up_to_date() -> None:
    assert main(["--root", str(REPO), "schema", "--check"]) == 0


def test_an_outdated_schema_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "schema"]) == 0
    path = tmp_path / "data/schema/event.json"
    path.write_text("{}", encoding="utf-8")
    assert main(["--root", str(tmp_path), "schema", "--check"]) == 1
    assert f"{path}: is out of date; run: make schema" in capsys.readouterr().err


def test_a_schema_says_what_an_editor_writes() -> None:
    event = json.loads((REPO / "data/schema/event.json").read_text(encoding="utf-8"))
    assert "id" not in event["properties"]
    assert {"title", "date", "kind", "summary", "reviewed"} <= set(event["required"])
    assert event["additionalProperties"] is False
