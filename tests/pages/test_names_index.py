"""The index of names, for readers without JavaScript: complete, by letter, in each script."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPO
from tests.pages.html import soup

MOST_BYTES = 100_000


def forms() -> set[str]:
    """Every attested form of districts, towns and settlements."""
    names = yaml.safe_load((REPO / "data/names.yml").read_text(encoding="utf-8"))
    found = {name["form"] for name in names}
    with (REPO / "data/settlements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found |= {
                form.strip()
                for column, value in row.items()
                if column.startswith("name")
                for form in value.split(";")
                if form.strip()
            }
    return found


def test_every_attested_form_stands_in_it(site: Path) -> None:
    page = soup(site / "names/index.html")
    listed = {
        form.strip()
        for item in page.select("ul.index li")
        for form in item.find(["a", "b"]).get_text().split(",")
    }
    assert {
        form for form in forms() if not {form, *map(str.strip, form.split(","))} & listed
    } == set()


@pytest.mark.parametrize("script", ["Latin", "Cyrillic", "Armenian", "Arabic"])
def test_each_script_has_letters_that_lead_to_its_names(site: Path, script: str) -> None:
    page = soup(site / "names/index.html")
    assert page.find(id=script.lower()).name == "h2"
    letters = page.find("nav", attrs={"aria-label": script}).find_all("a")
    assert len(letters) > 5
    for letter in letters:
        assert page.find(id=letter["href"].removeprefix("#")).get_text().startswith(letter.text)


def test_it_is_light(site: Path) -> None:
    import gzip

    assert len(gzip.compress((site / "names/index.html").read_bytes())) <= MOST_BYTES
