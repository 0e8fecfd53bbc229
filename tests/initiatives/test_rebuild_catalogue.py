"""The catalogue kept right step by step is the catalogue made anew."""

import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bench.cases import Generator
from initiatives import workflow
from initiatives.exchange import Manner, import_file
from initiatives.exchange.reading import Reader, read_batches
from initiatives.exchange.reading_beside import BatchesBeside
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion
from search.models import Word
from tests.factories import a_case, a_draft
from tests.initiatives.exchange_files import PLACE, report_on, run, write_ndjson

pytestmark = pytest.mark.django_db
THEMES = ["sport", "eten", "groen", "wonen"]
ODD: list[dict[str, Any]] = [
    {"slug": "a", "title": 'Een \\ "streep", \\N', "summary": "Tab\ten\nregel", "online": True, "body": "a\\b\n\n\\."},
    {
        "slug": "b",
        "title": "Café de buurt",
        "summary": "huis",
        "neighbourhood": "Wijk",
        "keywords": ["centrum"],
        **PLACE,
    },
    {"slug": "c", "title": "…", "body": "woord " * 33_000 + "laatste", "linking": "lang " * 9_000, **PLACE},
    {
        "slug": "d",
        "title": "Nieuw",
        "themes": ["Iets nieuws", "sport"],
        "actors": [{"name": "Wie?", "kind": ""}],
        **PLACE,
    },
    {"slug": "e", "title": "Trefwoord", "keywords": ["O", "x y"], "not_found": ["themes", "bonding"], **PLACE},
    {"slug": "f", "title": "Lang", "summary": "buurt huis " * 5_000, "started": "2012-05", "incomplete": True, **PLACE},
]
MUNICIPALITIES = ["GM0917", "GM0344", "GM0140", None]


def entries() -> list[dict[str, Any]]:
    return list(CatalogueEntry.objects.order_by("pk").values())


def words() -> dict[str, Any]:
    return {word: found for word, *found in Word.objects.values_list("word", "keys", "parts")}


def something_happens(chance: random.Random) -> None:
    """One step of an editor or of an import, where it is allowed."""
    record = chance.choice(list(Initiative.objects.order_by("pk")))
    draft = record.versions.open().first()
    step = chance.choice(["new", "import", "draft", "edit", "publish", "withdraw", "restore", "slug"])
    if step == "new":
        a_draft(municipality=chance.choice(MUNICIPALITIES), online=True, themes=chance.sample(THEMES, 2))
    elif step == "import" and not record.withdrawn_at:
        row = {"slug": record.slug, "themes": chance.sample(THEMES, 2), "not_found": []}
        assert report_on(row, publish=chance.random() < 0.5).errors == []
    elif step == "draft" and draft is None:
        workflow.open_draft(record, by=None)
    elif step == "edit" and draft:
        InitiativeVersion.objects.filter(pk=draft.pk).update(title=f"Titel {chance.random()}", started="2012-05")
    elif step == "publish" and draft and not record.withdrawn_at:
        workflow.publish(draft, by=None)
    elif step == "withdraw" and record.is_public:
        workflow.withdraw(record, by=None, reason="Op verzoek")
    elif step == "restore" and record.withdrawn_at:
        workflow.restore(record, by=None)
    elif step == "slug":
        workflow.change_slug(record, f"adres-{chance.randrange(1000)}-{record.pk}", by=None)


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_give_the_same_rows(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - it has to come out the same each time
    for _number in range(4):
        a_case(themes=chance.sample(THEMES, 2), actors=[("Club", "inwoners")])
    for _step in range(40):
        something_happens(chance)
    step_by_step = entries()

    outcome = run("rebuild_catalogue")

    assert entries() == step_by_step
    assert str(len(step_by_step)) in outcome.out
    assert len(step_by_step) == Initiative.objects.published().count()


def test_it_repairs_what_went_wrong(tmp_path: Path) -> None:
    case, lost = a_case(), a_case()
    right = entries()
    CatalogueEntry.objects.filter(pk=case.pk).update(title="Onzin", facets=[])
    CatalogueEntry.objects.filter(pk=lost.pk).delete()

    run("rebuild_catalogue")

    assert entries() == right


@pytest.mark.parametrize("reader", [read_batches, partial(BatchesBeside, for_catalogue=True)])
def test_new_cases_of_a_file_get_the_rows_that_are_made_anew(tmp_path: Path, reader: Reader) -> None:
    rows = [*Generator(seed=7).cases(60), *ODD]
    file = write_ndjson(tmp_path / "cases.ndjson", rows)
    manner = Manner(by=None, publish=True, is_operator=True, creates_terms=True)
    with file.open("rb") as opened:
        report = import_file(opened, file.name, manner, reader=reader)
    assert (report.new, report.errors) == (len(rows), [])
    imported, dictionary = entries(), words()
    assert {row["title"] for row in ODD} <= {entry["title"] for entry in imported}

    run("rebuild_catalogue")

    assert entries() == imported
    assert dictionary.items() <= words().items()
    with file.open("rb") as opened:
        assert import_file(opened, file.name, manner, reader=reader).unchanged == len(rows)
