"""What a process keeps in memory of the catalogue: always what the database would say, whatever is done to it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changes.log import look
from initiatives import index, workflow
from initiatives.facets import BY_NAME, CONNECTION, MUNICIPALITY, PROVINCE, THEME
from initiatives.hits import Hits, HitsInDatabase, HitsInProcess
from initiatives.models import CatalogueEntry, Initiative, Theme
from initiatives.postings import Postings
from initiatives.selection import Selection
from initiatives.vocabulary_workflow import merge_terms, save_term, undo_merge
from tests.factories import a_case

pytestmark = pytest.mark.django_db

THEMES = ("ontmoeting", "armoede", "groen", "eten", "sport")
PLACES = ("GM0363", "GM0917", "GM1900", None)
WORDS = ("soep", "buurthuis", "tuin")


def selections() -> list[Selection]:
    """Questions of every kind."""
    values = index.current().values

    def having(**chosen: str) -> Selection:
        facets = {BY_NAME[name]: (values.by_slug[BY_NAME[name], slug],) for name, slug in chosen.items()}
        return Selection(chosen=facets)

    return [
        Selection(),
        having(thema="ontmoeting"),
        having(thema="armoede", provincie="limburg"),
        having(verbinding="bonding-niet-gevonden"),
        having(gemeente="amsterdam"),
        Selection(since=2010, until=2015),
        Selection(words="soep"),
        Selection(words="buurthuizen -tuin"),
        replace(having(thema="groen"), words="tuin", since=2012),
    ]


def everything(hits: Hits) -> tuple[object, ...]:
    counts = {value: number for value, number in hits.counts.by_value.items() if number}
    numbers = hits.newest(0, 100)
    ranked = hits.most_relevant(0, 100)
    entries = sorted(hits.entries().values_list("number", flat=True))
    values = [value for facet in (THEME, CONNECTION) for value in index.current().values.by_facet.get(facet, ())]
    without = [hits.total_without(name) for name in ("q", "jaar_van", "thema", "gemeente")]
    return hits.counts.total, counts, numbers, ranked, entries, hits.together(values, values), without


def check() -> None:
    catalogue = index.current()
    assert catalogue.postings is not None
    for selection in selections():
        matches = catalogue.match(selection.words)
        kept = catalogue.ask(selection, matches)
        asked = HitsInDatabase(selection, matches, catalogue.values)
        anew = HitsInProcess(selection, matches, Postings(look()), catalogue.values)
        assert isinstance(kept, HitsInProcess)
        assert everything(kept) == everything(asked) == everything(anew)


def a_random_case(data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(PLACES))
    a_case(
        title=" ".join(data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))),
        summary=data.draw(st.sampled_from(WORDS)),
        municipality=place,
        online=place is None,
        themes=data.draw(st.lists(st.sampled_from(THEMES), unique=True)),
        started=data.draw(st.sampled_from(["", "2009", "2012-05", "2015"])),
        bonding=data.draw(st.sampled_from(["", "Onder elkaar."])),
        not_found=data.draw(st.sampled_from([[], ["bridging"]])),
    )


def withdraw_one(data: st.DataObject) -> None:
    public = list(Initiative.objects.published())
    if public:
        workflow.withdraw(data.draw(st.sampled_from(public)), by=None, reason="Op verzoek.")


def restore_one(data: st.DataObject) -> None:
    gone = list(Initiative.objects.filter(withdrawn_at__isnull=False))
    if gone:
        workflow.restore(data.draw(st.sampled_from(gone)), by=None)


def publish_one_anew(data: st.DataObject) -> None:
    public = list(Initiative.objects.published())
    if public:
        draft = workflow.open_draft(data.draw(st.sampled_from(public)), by=None)
        draft.title = data.draw(st.sampled_from(["Een tuin vol soep", "Het buurthuis"]))
        draft.save()
        workflow.publish(draft, by=None)


def rename_one(data: st.DataObject) -> None:
    theme = Theme.objects.get(slug=data.draw(st.sampled_from(THEMES)))
    theme.synonyms = [
        *theme.synonyms[:1],
        f"{theme.slug}stuin",
        *data.draw(st.sampled_from([[], [f"{theme.slug}soep"]])),
    ]
    save_term(theme, by=None)


def merge_two_and_perhaps_part_them(data: st.DataObject) -> None:
    merged, into = data.draw(st.permutations(THEMES))[:2]
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=[merged, into])}
    if any(theme.merged_into_id or theme.merged_terms.exists() for theme in themes.values()):
        return
    merge = merge_terms(themes[merged], into=themes[into], by=None)
    check()
    undo_merge(merge, by=None)


ACTIONS: tuple[Callable[[st.DataObject], None], ...] = (
    a_random_case,
    a_random_case,
    withdraw_one,
    restore_one,
    publish_one_anew,
    rename_one,
    merge_two_and_perhaps_part_them,
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTIONS), min_size=3, max_size=6), st.data())
def test_it_follows_whatever_is_done(actions: list[Callable[[st.DataObject], None]], data: st.DataObject) -> None:
    with transaction.atomic():
        for action in actions:
            action(data)
            index.current().ask(Selection(words="soep buurthuis or tuin")).newest(0, 1)
        check()
        transaction.set_rollback(True)


def test_numbers_are_kept_and_never_given_twice() -> None:
    first, second = a_case(slug="een"), a_case(slug="twee")
    before = dict(CatalogueEntry.objects.values_list("slug", "number"))
    workflow.withdraw(second, by=None, reason="Op verzoek.")
    third = a_case(slug="drie")
    workflow.restore(Initiative.objects.get(pk=second.pk), by=None)

    after = dict(CatalogueEntry.objects.values_list("slug", "number"))

    assert {slug: after[slug] for slug in before} == before
    assert after["een"] < after["twee"] < after["drie"]
    assert {first.pk, second.pk, third.pk} == set(CatalogueEntry.objects.values_list("pk", flat=True))


def test_a_question_about_places_follows_the_register_of_today() -> None:
    a_case(municipality="GM1900")
    catalogue = index.current()
    values = catalogue.values
    value = values.by_slug[MUNICIPALITY, "sudwest-fryslan"]
    province = values.by_slug[PROVINCE, "fryslan"]

    assert catalogue.ask().counts.of(value) == catalogue.ask().counts.of(province) == 1
