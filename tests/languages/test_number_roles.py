"""The rows of wording that settle the role of a Chinese number: each fits its own examples."""

from __future__ import annotations

import pytest

from docanalyzer.knowledge.tables import read_toml
from docanalyzer.languages.zh.amounts import find_amounts
from docanalyzer.languages.zh.number_roles import role_by_wording
from docanalyzer.linguistics import View, fold

EXAMPLES = [
    (row["id"], row["role"], said) for row in read_toml("number_roles_zh.toml")["row"] for said in row["examples"]
]


@pytest.mark.parametrize(("row", "role", "said"), EXAMPLES)
def test_row_decides_its_examples(row: str, role: str, said: str) -> None:
    place = said.index("<")
    text = fold(said.replace("<", "").replace(">", ""))
    amounts, _ = find_amounts(View("zh", text, text.lower()), [])
    amount = next(a for a in amounts if a.end > place)
    assert role_by_wording(text, amount) == (role, row)
