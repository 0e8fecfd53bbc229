"""What the benchmark tells of passages: every kind of edit, and no words that are not a passage's own."""

import pytest

from bench import passages


def test_each_edit_is_told_and_none_takes_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "TEXTS", 3)

    found = passages.measure(seed=5)

    assert set(found["states"]) == set(passages.EDITS)
    assert found["number"] == 3 * len(passages.EDITS)
    assert found["wrong"] == 0
    assert found["states"]["nothing"] == {"gevonden": 3}
