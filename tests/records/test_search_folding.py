"""Folding as the index does it; that the search box does alike is tested in the browser."""

from __future__ import annotations

import pytest

from macros.folding import fold

FORMS = [
    ("Kəlbəcər", "kelbecer"), ("Ağdam", "agdam"), ("Laçın", "lacin"), ("FÜZULİ", "fuzuli"),
    ("Qubadlı", "qubadli"), ("Քարվաճառ", "քարվաճառ"), ("Кельбаджар", "кельбаджар"),
    ("K’arvacharr", "karvacharr"), ("Zəngilan", "zengilan"), ("Йеревань", "йеревань"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "folded"), FORMS)
def test_a_name_is_folded(form: str, folded: str) -> None:
    assert fold(form) == folded
