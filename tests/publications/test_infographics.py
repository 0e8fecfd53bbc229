"""Infographics: what an edition keeps, what ages in it, and its page."""

import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.models import User
from curation.leaning import leaning_on
from curation.passages import Passage as Words
from curation.workflow import TransitionNotAllowed
from initiatives import workflow as cases
from lessons import workflow as lessons
from lessons.models import Passage
from media import access, intake
from media.models import Picture
from publications import workflow
from publications.infographics import staleness
from publications.infographics.differences import differences
from publications.infographics.drawable import Infographic
from publications.infographics.drawing import drawing_of
from publications.models import Edition, Publication, StaleTile, Tile, TilePicture
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_publication, an_infographic, an_infographic_draft
from tests.media.pictures import a_jpeg, upload
from workspace.consent.workflow import remove_picture, remove_words

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> ] #strong[x] {{ 7 }} & \" ' \u202eאב 😀"
COUNT: dict[str, Any] = {"kind": "figure", "question": {"measure": "count", "of": "initiatives"}}
THEMES = {"measure": "top", "of": "initiatives", "facet": "thema"}
BARS: dict[str, Any] = {"kind": "bars", "question": THEMES}
MAP = {"kind": "map", "question": {"measure": "top", "of": "initiatives", "facet": "gemeente"}}


def tiles_of(publication: Publication) -> list[Tile]:
    version: Any = publication.published_version
    return list(version.tiles.in_order())


def shown(publication: Publication, language: str = "nl") -> Infographic:
    version: Any = publication.published_version
    return drawing_of(version, language)


def figures_of(infographic: Infographic) -> list[str]:
    return [tile.figures.shown for tile in infographic.tiles if tile.figures]


def page(client: Client, publication: Publication) -> str:
    response = client.get(publication.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_published_edition_keeps_its_answers_and_a_new_draft_asks_anew() -> None:
    a_case()
    publication = an_infographic(COUNT)
    a_case()

    draft: Any = workflow.open_draft(publication, by=None)

    assert figures_of(shown(publication)) == ["1"]
    assert figures_of(drawing_of(draft)) == ["2"]


def test_an_infographic_counts_itself_among_the_publications_that_it_counts(carla: User) -> None:
    draft = an_infographic_draft({"kind": "figure", "question": {"measure": "count", "of": "publications"}})
    editor, address = signed_in(carla), f"/werkplek/publicaties/{draft.record.slug}/"
    seen = editor.get(f"{address}beoordeling/").context["standing"].mark

    editor.post(f"{address}publicatie/", {"seen": seen})

    publication = Publication.objects.select_related("published_version").get(pk=draft.record_id)
    assert figures_of(shown(publication)) == [str(Publication.objects.published().count())]
    assert not staleness.current().exists()


def test_a_draft_has_copies_of_all_tiles() -> None:
    publication = an_infographic({"kind": "title", "heading": "Samen", "width": 7}, COUNT, BARS)

    draft: Any = workflow.open_draft(publication, by=None)

    assert [(tile.kind, tile.width, tile.question) for tile in draft.tiles.in_order()] == [
        ("title", 7, None),
        ("figure", 4, COUNT["question"]),
        ("bars", 4, THEMES),
    ]


def test_what_the_site_says_of_a_figure_is_in_the_language_that_is_asked() -> None:
    a_case(themes=["groen"])
    publication = an_infographic(BARS)

    dutch, english = (shown(publication, language).tiles[0].figures for language in ("nl", "en"))

    assert dutch
    assert english
    assert dutch.counts == english.counts == {"groen": 1}
    assert dutch.definition != english.definition


def test_an_alternative_text_of_an_editor_goes_before_the_one_that_is_written_for_it() -> None:
    publication = an_infographic(BARS | {"alternative_text": "Niets nog."}, BARS)

    own, written = (tile.figures.alternative for tile in shown(publication).tiles if tile.figures)

    assert own == "Niets nog."
    assert written != own != ""


def test_tiles_lie_as_a_browser_lays_them() -> None:
    sizes = [(6, 4), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (12, 1), (4, 3)]
    publication = an_infographic(*({"kind": "text", "heading": "x", "width": w, "height": h} for w, h in sizes))

    places = [(tile.column, tile.row) for tile in shown(publication).tiles]

    assert places == [(0, 0), (6, 0), (8, 0), (10, 0), (6, 2), (8, 2), (10, 2), (0, 4), (0, 5)]
    assert shown(publication).rows == 8


@pytest.mark.parametrize(
    ("kinds", "narrow"),
    [
        ("figure figure", [3, 3]),
        ("figure figure figure text figure", [3, 3, 6, 6, 6]),
        ("title pictogram pictogram pictogram", [6, 2, 2, 2]),
        ("pictogram pictogram figure", [3, 3, 6]),
    ],
)
def test_small_tiles_share_a_narrow_screen_without_holes(kinds: str, narrow: list[int]) -> None:
    words = {"heading": "x", "pictogram": "row", "question": None}
    made = [words | {"kind": kind} | (COUNT if kind == "figure" else {}) for kind in kinds.split()]

    assert [tile.narrow for tile in shown(an_infographic(*made)).tiles] == narrow


class TestAgeing:
    def test_a_figure_that_changed_waits_with_what_it_was_and_is(self) -> None:
        a_case()
        an_infographic(COUNT, {"kind": "text", "heading": "Samen"})
        a_case()

        [stale] = staleness.waiting()

        with override("nl"):
            assert [(each.was, each.now) for each in differences(stale)] == [("1", "2")]

    def test_a_chart_says_which_rows_changed(self) -> None:
        a_case(themes=["groen", "ontmoeting"])
        an_infographic(BARS)
        a_case(themes=["groen", "eten"])

        [stale] = staleness.waiting()

        said = {each.was + "→" + each.now for each in differences(stale)}
        assert {"1→2", "→1"} <= said

    def test_what_comes_back_as_it_was_waits_no_more(self) -> None:
        publication = an_infographic(COUNT)
        case = a_case()
        assert staleness.waiting().count() == 1

        cases.withdraw(case, by=None, reason="Dubbel.")

        assert not staleness.current().exists()
        assert figures_of(shown(publication)) == ["0"]

    def test_leaving_a_tile_holds_until_the_answer_changes_again(self, carla: User) -> None:
        an_infographic(COUNT)
        a_case()
        staleness.leave(staleness.waiting().get(), by=carla)
        assert not staleness.waiting().exists()

        a_case()

        assert staleness.waiting().get().now["answer"]["value"] == 2

    def test_a_renewed_version_asks_anew_only_what_is_renewed(self, carla: User) -> None:
        publication = an_infographic(COUNT, BARS)
        a_case(themes=["groen"])
        count, bars = tiles_of(publication)
        staleness.leave(staleness.current().get(tile=bars), by=carla)

        draft: Any = workflow.open_draft(publication, by=None)
        staleness.keep_answers(draft, count.version, renewed={count.pk})
        workflow.publish(draft, by=None)

        publication.refresh_from_db()
        renewed, kept = (tile.figures for tile in shown(publication).tiles)
        assert renewed
        assert kept
        assert (renewed.value, kept.counts) == (1, {})
        assert not staleness.waiting().exists()
        assert staleness.current().get().tile.kind == "bars"

    def test_nothing_is_asked_again_while_nothing_changed(self, django_assert_num_queries: Any) -> None:
        a_case()
        an_infographic(COUNT, BARS, MAP)
        list(staleness.current())

        with django_assert_num_queries(3):  # the log of changes, up to where was compared, the list
            list(staleness.current())

    def test_a_newer_wording_of_a_lesson_waits(self) -> None:
        lesson = a_lesson(title="Begin klein")
        an_infographic({"kind": "lesson", "lesson": lesson})
        draft: Any = lessons.open_draft(lesson, by=None)
        draft.title = "Begin klein, en blijf"
        draft.save()
        lessons.publish(draft, by=None)

        [stale] = staleness.waiting()

        [difference] = differences(stale)
        assert "Begin klein, en blijf" in difference.now

    def test_a_question_that_cannot_be_asked_any_more_waits(self) -> None:
        bundle = a_publication(kind="bundle", slug="eerste-bundel", initiatives=[a_case()])
        question = COUNT["question"] | {"filters": {"bundel": ["eerste-bundel"]}}
        publication = an_infographic(COUNT | {"question": question})

        workflow.withdraw(bundle, by=None, reason="Verouderd.")

        stale = staleness.waiting().get()
        assert stale.now["problems"]
        assert [each.was for each in differences(stale)] == ["1"]
        assert figures_of(shown(publication)) == ["1"]


class TestPage:
    def test_it_shows_each_figure_with_date_definition_and_data(self, client: Client) -> None:
        a_case(themes=["groen"])
        publication = an_infographic({"kind": "title", "heading": "Samen"}, COUNT, BARS, MAP)

        html = page(client, publication)

        for tile in tiles_of(publication):
            if tile.is_live:
                assert f'href="#cijfer-{tile.pk}"' in html
                assert f'id="cijfer-{tile.pk}"' in html
        assert html.count('data-value="groen" data-count="1"') == 2
        assert 'data-figure="1"' in html
        assert html.count(date_format(timezone.localdate(), "DATE_FORMAT")) >= 6

    def test_every_tile_takes_its_place_on_the_grid(self, client: Client) -> None:
        publication = an_infographic({"kind": "text", "heading": "Samen", "width": 5, "height": 2, "scheme": "sky"})

        found = re.findall(r'class="board__tile ([^"]*)"', page(client, publication))

        assert found == ["board__tile--text tile--sky board__wide--5 board__tall--2 board__narrow--6"]

    def test_hostile_words_are_text(self, client: Client) -> None:
        lesson = a_lesson(title=HOSTILE, statement=HOSTILE)
        publication = an_infographic(
            {"kind": "title", "heading": HOSTILE, "words": HOSTILE},
            {"kind": "quotation", "words": HOSTILE, "attribution": HOSTILE, "consent": "nobody"},
            {"kind": "link", "heading": HOSTILE, "url": "https://voorbeeld.nl/"},
            {"kind": "lesson", "lesson": lesson},
            COUNT | {"heading": HOSTILE, "alternative_text": HOSTILE},
            BARS | {"heading": HOSTILE, "alternative_text": HOSTILE},
            MAP | {"heading": HOSTILE, "alternative_text": HOSTILE},
            summary=HOSTILE,
        )

        html = page(client, publication)

        assert "<script>alert(1)" not in html
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 12

    def test_a_publication_without_tiles_is_shown_as_others_are(self, client: Client) -> None:
        html = page(client, a_publication(kind="infographic"))

        assert 'class="board"' not in html

    def test_an_older_version_keeps_its_figures_at_its_own_address(self, client: Client) -> None:
        publication = an_infographic(COUNT)
        a_case()
        draft: Any = workflow.open_draft(publication, by=None)
        workflow.publish(draft, by=None)

        first, second = (
            client.get(f"/publicaties/{publication.slug}/v{number}/").content.decode() for number in (1, 2)
        )

        assert re.findall(r'data-figure="(\d+)">\d', first) == ["0"]
        assert re.findall(r'data-figure="(\d+)">\d', second) == ["1"]

    def test_a_figure_that_was_kept_says_its_own_day_and_the_board_from_when_to_when(self, client: Client) -> None:
        publication = an_infographic(COUNT, COUNT)
        answer = Edition.objects.get(version=publication.published_version_id).contents["tiles"][0]["answer"]
        draft: Any = workflow.open_draft(publication, by=None)
        draft.tiles.filter(position=0).update(kept_answer=answer | {"asked_at": "2025-02-03T10:00:00+00:00"})
        workflow.publish(draft, by=None)

        html = page(client, publication)

        assert html.count("3 februari 2025") == 3  # in the tile, in what is behind it, and at the foot of the board
        assert html.count(date_format(timezone.localdate(), "DATE_FORMAT")) >= 3

    def test_words_of_a_withdrawn_case_or_lesson_are_gone_from_every_edition(self, client: Client) -> None:
        case, lesson = a_case(body="<p>Samen eten verbindt.</p>"), a_lesson(title="Begin klein")
        version: Any = case.published_version
        passage = Passage.objects.create(version=version, start=0, end=20, exact="Samen eten verbindt.")
        publication = an_infographic(
            {"kind": "quotation", "passage": passage, "consent": "nobody"}, {"kind": "lesson", "lesson": lesson}, COUNT
        )
        assert "Samen eten verbindt." in page(client, publication)

        cases.withdraw(case, by=None, reason="Op verzoek.")
        lessons.withdraw(lesson, by=None, reason="Achterhaald.")

        html = page(client, publication)
        assert "Samen eten verbindt." not in html
        assert "Begin klein" not in html
        assert 'data-tile="figure"' in html


def test_words_removed_at_request_are_in_no_edition_and_what_programs_read_stays(client: Client, carla: User) -> None:
    case = a_case(summary="Een pictogram van de buurt.")
    publication = an_infographic(
        {"kind": "quotation", "words": "Een pictogram is genoeg.", "attribution": "Iemand", "consent": "nobody"},
        {"kind": "pictogram", "pictogram": "row"},
    )
    about = [f"publications.publication:{publication.pk}"]

    remove_words(Words("pictogram"), case, besides=about, by=carla, reason="Op verzoek.")

    html = page(client, publication)
    assert "pictogram is genoeg" not in html
    assert [tile.kind for tile in shown(publication).tiles] == ["quotation", "pictogram"]
    assert not Tile.objects.filter(words__contains="pictogram").exists()


def test_a_maker_whose_name_is_removed_at_request_is_in_no_file_that_is_kept(client: Client, carla: User) -> None:
    case = a_case(summary="Van Wim Wagenaar.")
    publication = an_infographic(COUNT, makers=["Wim Wagenaar"])
    client.get(f"{publication.get_absolute_url()}infographic.svg")
    folder = f"editions/{publication.published_version_id}"
    assert default_storage.listdir(folder)[1]

    about = [f"publications.publication:{publication.pk}"]
    remove_words(Words("Wim Wagenaar"), case, besides=about, by=carla, reason="Op verzoek.")

    assert not default_storage.listdir(folder)[1]


def test_a_picture_in_a_tile_is_shown_with_its_text_and_removed_from_every_edition(client: Client, carla: User) -> None:
    picture = intake.take(upload(a_jpeg()), by=carla)
    draft = an_infographic_draft({"kind": "picture", "picture": picture}, COUNT)
    said = {
        "alternative_text": "Een lange tafel.",
        "credit": "F. Otograaf",
        "licence": "cc0",
        "consent": "nobody",
    }
    TilePicture.objects.create(version=draft, picture=picture, **said)
    workflow.publish(draft, by=None)
    publication = Publication.objects.select_related("published_version").get(pk=draft.record_id)
    assert 'alt="Een lange tafel."' in page(client, publication)
    assert access.find_public(Picture, picture.key) == picture
    assert client.get(f"{publication.get_absolute_url()}infographic.png").status_code == 200
    made = default_storage.listdir(f"editions/{draft.pk}")[1]
    assert made

    remove_picture(picture, by=carla, reason="Op verzoek.")

    assert picture.key not in page(client, publication)
    assert "Een lange tafel." not in str(Edition.objects.get(version=draft).contents)
    assert access.find_public(Picture, picture.key) is None
    assert not set(made) & set(default_storage.listdir(f"editions/{draft.pk}")[1])


def test_an_infographic_is_found_by_the_words_of_its_tiles(client: Client) -> None:
    publication = an_infographic({"kind": "text", "heading": "Dakpannen", "words": "Hoe het begon."})

    html = client.get("/zoeken/?q=dakpannen").content.decode()

    assert publication.get_absolute_url() in html


def test_a_case_that_is_quoted_tells_who_leans_on_it() -> None:
    case = a_case(body="<p>Samen eten verbindt.</p>")
    version: Any = case.published_version
    passage = Passage.objects.create(version=version, start=0, end=20, exact="Samen eten verbindt.")
    publication = an_infographic({"kind": "quotation", "passage": passage, "consent": "nobody"})

    assert publication in [leaning.record for leaning in leaning_on(case)]


class TestObstacles:
    @pytest.mark.parametrize(
        "tile",
        [
            {"kind": "figure"},
            {"kind": "figure", "question": {"measure": "count", "of": "people"}},
            {"kind": "bars", "question": COUNT["question"]},
            {"kind": "figure", "question": THEMES},
            {"kind": "map", "question": THEMES},
            {"kind": "quotation", "words": "Samen eten verbindt."},
            {"kind": "quotation", "words": "Samen eten verbindt.", "consent": "given"},
            {"kind": "quotation", "consent": "nobody"},
            {"kind": "lesson"},
            {"kind": "picture"},
            {"kind": "link", "heading": "Verder"},
            {"kind": "text"},
        ],
    )
    def test_what_readers_could_make_nothing_of_is_not_published(self, tile: dict[str, Any]) -> None:
        draft = an_infographic_draft(tile)

        with pytest.raises(TransitionNotAllowed):
            workflow.publish(draft, by=None)

        assert not Edition.objects.exists()

    def test_one_without_tiles_may_be_published_as_a_reference_to_elsewhere(self) -> None:
        workflow.publish(an_infographic_draft(), by=None)

        assert not StaleTile.objects.exists()
        assert not Tile.objects.exists()
