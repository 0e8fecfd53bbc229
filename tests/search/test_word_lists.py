"""Lists by which common words are found at once: never other answers than the rows themselves give."""

from collections.abc import Iterator

import pytest
from django.db import connection

from changes.log import look, prune
from changes.models import Change, Kind
from initiatives import projection, workflow
from initiatives.models import CatalogueEntry, Initiative
from initiatives.postings import Postings
from search import word_lists
from search.models import WordList, WordListEdition
from search.text_index import Asked, TextIndex
from tests.factories import a_case

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("soep", "buurthuis", "tuin", "huis")


@pytest.fixture(autouse=True, params=["lists of words alone", "lists of all keys"])
def _few_rows_are_enough(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_lists, "FEWEST_ROWS", 1)
    if request.param == "lists of all keys":
        monkeypatch.setattr(word_lists, "MANY_WORDS", 1)


@pytest.fixture
def kept() -> Iterator[TextIndex]:
    """An index that has seen the lists of three cases."""
    a_case(slug="soep", title="Soep in het buurthuis")
    a_case(slug="tuin", title="Tuin", summary="Soep uit de tuin")
    a_case(slug="buurt", title="Buurthuizen")
    projection.renew_word_lists()
    return TextIndex(CatalogueEntry, Kind.ENTRIES)


def answers(index: TextIndex) -> dict[str, dict[int, list[int]]]:
    found = index.at(look()).find(Asked(word) for word in WORDS)
    return {
        asked.word: {score: list(level) for score, level in answer.levels.items() if level}
        for asked, answer in found.items()
    }


def from_rows() -> dict[str, dict[int, list[int]]]:
    WordListEdition.objects.all().delete()
    return answers(TextIndex(CatalogueEntry, Kind.ENTRIES))


def listed() -> set[tuple[int, str]]:
    lists = WordList.objects.exclude(word__startswith="@").values_list("word", "numbers")
    return {(number, word) for word, numbers in lists for number in word_lists.BitMap.deserialize(bytes(numbers))}


def written() -> set[tuple[int, str]]:
    rows = CatalogueEntry.objects.values_list("number", "words", "facets")
    return {
        (number, said)
        for number, words, codes in rows
        for said in [*words, word_lists.CODE, *(f"{word_lists.CODE}{code}" for code in codes)]
    }


def test_they_hold_every_word_of_every_row(kept: TextIndex) -> None:
    assert listed() == written() != set()


@pytest.mark.parametrize("changes", [False, True])
def test_what_was_gathered_while_rows_were_written_is_not_read_unless_it_changed(
    kept: TextIndex, changes: bool
) -> None:
    gathered = word_lists.Gathered()
    new = a_case(title="Nieuwe soep")
    entry = CatalogueEntry.objects.get(initiative=new)
    gathered.add(entry.number, [*entry.words, "alleen-gathered"], entry.facets)
    if changes:
        workflow.change_slug(new, "elders", by=None)
    word_lists.renew(CatalogueEntry, Kind.ENTRIES, "facets", gathered)

    assert listed() - written() == (set() if changes else {(entry.number, "alleen-gathered")})
    assert written() <= listed()


def test_what_changed_since_is_read_from_the_rows(kept: TextIndex) -> None:
    before = answers(kept)
    a_case(slug="nieuw", title="Nog meer soep", summary="Een huis met een tuin")
    workflow.withdraw(Initiative.objects.get(slug="tuin"), by=None, reason="Op verzoek.")
    followed, anew = answers(kept), answers(TextIndex(CatalogueEntry, Kind.ENTRIES))

    assert before != followed
    assert followed == anew == from_rows()


def test_too_many_changes_make_them_useless_until_they_are_renewed(
    kept: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_lists, "MOST_CHANGED", 1)
    for number in range(3):
        a_case(title=f"Soep {number}")
    assert word_lists.needs_renewal(CatalogueEntry, Kind.ENTRIES)
    stale = answers(kept)
    projection.renew_word_lists()
    renewed = answers(kept)

    assert not word_lists.needs_renewal(CatalogueEntry, Kind.ENTRIES)
    assert stale == renewed == from_rows()


def test_pruning_the_log_keeps_what_they_need(kept: TextIndex) -> None:
    a_case(title="Soep na de lijsten")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE changes_change SET at = at - interval '2 days'")
    numbers = word_lists.changed_since(word_lists.edition_of(Kind.ENTRIES) or 0, Kind.ENTRIES)
    a_case(title="Nog een")

    prune({Kind.ENTRIES: word_lists.edition_of(Kind.ENTRIES) or 0})

    assert Change.objects.filter(kind=Kind.VALUES).count() <= 1
    assert numbers < word_lists.changed_since(word_lists.edition_of(Kind.ENTRIES) or 0, Kind.ENTRIES)
    assert answers(TextIndex(CatalogueEntry, Kind.ENTRIES)) == from_rows()


def test_facets_are_counted_by_lists_and_what_changed_since(kept: TextIndex) -> None:
    workflow.withdraw(Initiative.objects.get(slug="tuin"), by=None, reason="Op verzoek.")
    a_case(slug="brood", title="Brood")

    by_lists = Postings(look())
    WordListEdition.objects.all().delete()
    by_rows = Postings(look())

    assert by_lists.every == by_rows.every
    assert {code: numbers for code, numbers in by_lists._by_code.items() if numbers} == by_rows._by_code
