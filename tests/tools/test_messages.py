"""tools/messages.py collects the texts of code and templates, and sees what is wrong with the Dutch."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import messages


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        ("a.py", "_('Lesson')", "Lesson"),
        ("a.py", "label = gettext_lazy('Lesson')", "Lesson"),
        ("a.py", "ngettext('%(n)d case', '%(n)d cases', n)", ("%(n)d case", "%(n)d cases")),
        ("a.html", "<p>{% translate 'Lesson' %}</p>", "Lesson"),
        (
            "a.html",
            "  <p>\n    it's\n  {% blocktranslate trimmed %}\n  One\n  lesson {% endblocktranslate %}",
            "One lesson",
        ),
        (
            "a.html",
            "{% blocktranslate count n=n trimmed %}one case{% plural %}{{ n }} cases{% endblocktranslate %}",
            ("one case", "%(n)s cases"),
        ),
        ("a.jinja", "<p>{{ _('Lesson') }}</p>", "Lesson"),
        ("a.jinja", "{{ ngettext('%(n)s case', '%(n)s cases', n, n=n|number) }}", ("%(n)s case", "%(n)s cases")),
    ],
)
def test_a_text_is_found(tmp_path: Path, name: str, source: str, text: str | tuple[str, str]) -> None:
    file = tmp_path / name
    file.write_text(source)

    assert [found for _line, found, _comments, _context in messages.texts_in(file)] == [text]


def catalogue_with(text: str, dutch: str) -> Catalog:
    catalogue = messages.new_catalogue()
    catalogue.add(text, dutch, [("rooms/views.py", 1)], flags=["python-format"])
    return catalogue


def test_a_text_without_dutch_is_a_fault() -> None:
    assert any("Lesson" in fault for fault in messages.faults(catalogue_with("Lesson", "")))


def test_dutch_that_leaves_out_a_value_is_a_fault() -> None:
    complaints = list(messages.faults(catalogue_with("%(total)d cases", "%(totaal)d casussen")))

    assert any("%(total)d cases" in complaint for complaint in complaints)


def test_the_files_are_the_same_every_day() -> None:
    catalogue = catalogue_with("Lesson", "Les")

    assert messages.as_po(catalogue) == messages.as_po(catalogue_with("Lesson", "Les"))
    assert messages.as_mo(catalogue) == messages.as_mo(catalogue_with("Lesson", "Les"))
    assert b"20" not in messages.as_po(catalogue)


def test_what_the_code_no_longer_says_is_left_out_and_the_rest_kept() -> None:
    kept = messages.kept_catalogue()
    kept.add("A text that no room has", "Een tekst van niemand")

    catalogue = messages.in_step_with_code(kept)

    assert catalogue.get("A text that no room has") is None
    assert len(catalogue) > 0
