"""Infographics in the workspace: tiles added, written by two at once, arranged, taken out and put back, and renewed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from curation.passages import Passage as Words
from lessons.marking import mark
from lessons.models import Passage
from publications import workflow
from publications.infographics.composing import MOST_TILES
from publications.models import Edition, Kind, Publication, PublicationVersion, StaleTile, Tile
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_person, an_infographic, an_infographic_draft
from tests.media.pictures import a_jpeg, upload
from tests.workspace.pages import filled_in, send
from workspace.consent.workflow import remove_words

pytestmark = pytest.mark.django_db
COUNT = {"measure": "count", "of": "initiatives"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def researcher(fatma: User) -> Client:
    return signed_in(fatma)


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


@pytest.fixture
def draft(fatma: User) -> PublicationVersion:
    return workflow.propose("Lessen voor de wijk", kind=Kind.INFOGRAPHIC, by=fatma)


def page_of(record: Any) -> str:
    return f"/werkplek/publicaties/{getattr(record, 'record', record).slug}/tegels/"


def added(client: Client, version: PublicationVersion, kind: str) -> str:
    """The address of a new tile."""
    response = client.post(f"{page_of(version)}nieuw/", {"kind": kind})
    assert response.status_code == 302
    return str(response["Location"])


def newest(version: PublicationVersion) -> Tile:
    return version.tiles.order_by("-pk")[0]


def order(version: PublicationVersion) -> list[str]:
    return [tile.heading for tile in version.tiles.in_order()]


def take(client: Client, version: PublicationVersion, step: str, **more: Any) -> Any:
    return client.post(f"{page_of(version)}ordening/", {"step": step}, **more)


class TestTiles:
    @pytest.mark.parametrize("kind", Tile.Kind.values)
    def test_a_tile_of_any_kind_is_added_at_the_end_and_can_be_written(
        self, researcher: Client, draft: PublicationVersion, kind: str
    ) -> None:
        added(researcher, draft, "title")
        address = added(researcher, draft, kind)

        page = researcher.get(address)

        tile = newest(draft)
        assert (tile.kind, tile.position) == (kind, 1)
        assert page.status_code == 200
        assert send(researcher, page, {"width": "5", "step": "save"}, address=address).status_code == 302
        assert newest(draft).width == 5

    def test_what_is_written_is_there(self, researcher: Client, draft: PublicationVersion) -> None:
        address = added(researcher, draft, "text")

        response = send(
            researcher,
            researcher.get(address),
            {"heading": "Begin klein", "words": "Eén straat.", "scheme": "canal", "pictogram": "key", "step": "done"},
            address=address,
        )

        tile = newest(draft)
        assert response["Location"] == f"{page_of(draft)}#tegel-{tile.pk}"
        assert (tile.heading, tile.words, tile.scheme, tile.pictogram) == ("Begin klein", "Eén straat.", "canal", "key")
        assert "Eén straat." in researcher.get(page_of(draft)).content.decode()

    def test_what_cannot_be_saved_stays_as_it_was_typed(self, researcher: Client, draft: PublicationVersion) -> None:
        address = added(researcher, draft, "link")

        response = send(
            researcher, researcher.get(address), {"url": "geen adres", "heading": "Lees meer"}, address=address
        )

        assert response.status_code == 422
        assert filled_in(response)["url"] == ["geen adres"]
        assert newest(draft).heading == ""

    def test_a_lesson_speaks_for_itself_and_to_an_audience(self, researcher: Client, draft: PublicationVersion) -> None:
        lesson = a_lesson(title="Eten verbindt", audiences=["policy"], for_policy="Betaal de keuken.")
        address = added(researcher, draft, "lesson")

        send(researcher, researcher.get(address), {"lesson": str(lesson.pk), "audience": "policy"}, address=address)

        page = researcher.get(page_of(draft)).content.decode()
        assert "Eten verbindt" in page
        assert "Betaal de keuken." in page

    def test_a_quotation_is_a_passage_that_is_found_by_its_words(
        self, researcher: Client, carla: User, draft: PublicationVersion
    ) -> None:
        case = a_case(summary="De buren eten soep.")
        version: Any = case.published_version
        passage: Passage = mark(version, 0, 8, by=carla)
        address = added(researcher, draft, "quotation")

        page = researcher.get(address, {"passages": "buren"})
        none = researcher.get(address, {"passages": "stamppot"})
        send(researcher, page, {"passage": str(passage.pk)}, address=address)

        assert [each.key for each in page.context["passages"]] == [str(passage.pk)]
        assert none.context["passages"] == []
        assert newest(draft).passage == passage

    def test_it_says_how_many_passages_more_there_are(
        self, researcher: Client, carla: User, draft: PublicationVersion
    ) -> None:
        words = [f"woord{number:02}" for number in range(11)]
        version: Any = a_case(summary=" ".join(words)).published_version
        marked = [mark(version, 8 * place, 8 * place + 7, by=carla) for place in range(len(words))]
        address = added(researcher, draft, "quotation")

        page = researcher.get(address)

        assert len(page.context["passages"]) == 8
        assert b'data-more="3"' in page.content
        send(researcher, page, {"passage": str(marked[0].pk)}, address=address)
        with_chosen = researcher.get(address)
        assert next(each.key for each in with_chosen.context["passages"]) == str(marked[0].pk)
        assert b'data-more="2"' in with_chosen.content

    def test_a_picture_is_described_and_goes_with_its_tile(self, researcher: Client, draft: PublicationVersion) -> None:
        address = added(researcher, draft, "picture")
        researcher.post(f"{address}foto/", {"picture": upload(a_jpeg()), "step": "put"})

        page = researcher.get(address)
        said = {"alternative_text": "Een lange tafel", "credit": "Fatma", "licence": "cc-by", "consent": "nobody"}
        send(researcher, page, said, address=address)

        tile = newest(draft)
        assert draft.tile_pictures.get().lacks() == []
        assert workflow.publish(draft, by=None).number == 1
        page = researcher.get(f"/publicaties/{draft.record.slug}/")
        assert "Een lange tafel" in page.content.decode()
        assert tile.picture is not None

    def test_nobody_else_comes_near(self, draft: PublicationVersion, researcher: Client) -> None:
        address = added(researcher, draft, "text")
        stranger = signed_in(a_person(Role.RESEARCHER))

        assert stranger.get(address).status_code == 404
        assert stranger.post(f"{page_of(draft)}nieuw/", {"kind": "text"}).status_code == 404
        assert take(stranger, draft, f"out.{newest(draft).pk}").status_code == 404
        assert draft.tiles.count() == 1

    def test_a_tile_of_another_infographic_is_not_reached(self, researcher: Client, draft: PublicationVersion) -> None:
        other = an_infographic_draft({"kind": "text", "heading": "Van een ander"})

        response = take(researcher, draft, f"out.{other.tiles.get().pk}", follow=True)

        assert response.status_code == 200
        assert order(other) == ["Van een ander"]
        assert researcher.get(f"{page_of(draft)}{other.tiles.get().pk}/").status_code == 404


class TestQuestions:
    def test_a_figure_answers_at_once(self, researcher: Client, draft: PublicationVersion) -> None:
        a_case(themes=["ontmoeting"], municipality="GM0363"), a_case(themes=["groen"], municipality="GM0363")
        address = added(researcher, draft, "figure")

        page = researcher.get(address)
        response = researcher.post(address, filled_in(page) | {"filter-thema": ["ontmoeting"]}, headers=HTMX)

        assert page.context["drawn"].figures.value == 2
        assert response.context["drawn"].figures.value == 1
        assert newest(draft).question == COUNT | {"filters": {"thema": ["ontmoeting"]}}

    @pytest.mark.parametrize(
        ("sent", "asked"),
        [
            (
                {"measure": "values", "facet": "gemeente"},
                {"measure": "values", "of": "initiatives", "facet": "gemeente"},
            ),
            ({"measure": "sum"}, {"measure": "sum", "of": "initiatives", "quantity": "actors"}),
            ({"of": "lessons"}, {"measure": "count", "of": "lessons"}),
            ({"filter-q": "soep"}, COUNT | {"filters": {"q": ["soep"]}}),
            ({"of": "wolken", "measure": "wensen", "filter-pagina": "2"}, COUNT),
            (
                {"measure": "share", "part-thema": "ontmoeting"},
                {"measure": "share", "of": "initiatives", "part": {"thema": ["ontmoeting"]}},
            ),
        ],
    )
    def test_a_question_is_built_of_what_goes_together(
        self, researcher: Client, draft: PublicationVersion, sent: dict[str, str], asked: dict[str, Any]
    ) -> None:
        a_case(themes=["ontmoeting"])
        address = added(researcher, draft, "figure")

        send(researcher, researcher.get(address), sent, address=address)

        assert newest(draft).question == asked

    def test_the_form_shows_a_question_as_it_was_built(self, researcher: Client, draft: PublicationVersion) -> None:
        a_case(themes=["ontmoeting"], municipality="GM0363"), a_case(themes=["groen"], municipality="GM0363")
        question = {"measure": "share", "of": "initiatives", "filters": {"ook": ["thema.groen"], "jaar_van": ["2010"]}}
        question["part"] = {"thema": ["ontmoeting"]}
        address = added(researcher, draft, "figure")
        Tile.objects.filter(pk=newest(draft).pk).update(question=question)

        send(researcher, researcher.get(address), {"heading": "deel"}, address=address)

        assert newest(draft).question == question

    def test_what_is_missing_in_a_question_stands_in_the_way(
        self, researcher: Client, draft: PublicationVersion
    ) -> None:
        address = added(researcher, draft, "figure")

        send(researcher, researcher.get(address), {"measure": "share"}, address=address)

        page = researcher.get(page_of(draft))
        assert [each.tile.kind for each in page.context["lacking"]] == ["figure"]
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.publish(draft, by=None)


class TestTwoAtOnce:
    def test_what_each_changed_is_merged(self, researcher: Client, editor: Client, draft: PublicationVersion) -> None:
        address = added(researcher, draft, "text")
        first, second = researcher.get(address), editor.get(address)

        send(researcher, first, {"heading": "Van Fatma"}, address=address)
        response = send(editor, second, {"words": "Van Carla"}, address=address)

        assert response.status_code == 302
        assert (newest(draft).heading, newest(draft).words) == ("Van Fatma", "Van Carla")

    @pytest.mark.parametrize(("choice", "stays"), [("mine", "Van Carla"), ("theirs", "Van Fatma")])
    def test_of_what_both_changed_a_person_chooses(
        self, researcher: Client, editor: Client, draft: PublicationVersion, choice: str, stays: str
    ) -> None:
        address = added(researcher, draft, "text")
        first, second = researcher.get(address), editor.get(address)

        send(researcher, first, {"heading": "Van Fatma"}, address=address)
        asked = send(editor, second, {"heading": "Van Carla"}, address=address)
        assert asked.status_code == 409
        assert newest(draft).heading == "Van Fatma"
        send(editor, asked, {"choice-heading": choice}, address=address)

        assert newest(draft).heading == stays

    def test_a_script_that_saves_hears_of_it_too(
        self, researcher: Client, editor: Client, draft: PublicationVersion
    ) -> None:
        address = added(researcher, draft, "text")
        first, second = filled_in(researcher.get(address)), filled_in(editor.get(address))

        saved = researcher.post(address, first | {"heading": ["Van Fatma"]}, headers=HTMX)
        refused = editor.post(address, second | {"heading": ["Van Carla"]}, headers=HTMX)

        assert (saved.status_code, refused.status_code) == (200, 409)
        assert newest(draft).heading == "Van Fatma"

    def test_what_is_typed_in_a_tile_that_is_gone_is_shown_to_be_copied(
        self, researcher: Client, editor: Client, draft: PublicationVersion
    ) -> None:
        address = added(researcher, draft, "text")
        page = editor.get(address)
        take(researcher, draft, f"out.{newest(draft).pk}")

        response = send(editor, page, {"words": "Dit mag niet weg"}, address=address)

        assert response.status_code == 409
        assert "Dit mag niet weg" in response.content.decode()


class TestArranging:
    @pytest.fixture
    def tiles(self, draft: PublicationVersion) -> list[int]:
        return [
            Tile.objects.create(version=draft, kind="text", heading=name, position=place, width=4, height=3).pk
            for place, name in enumerate("ABC")
        ]

    @pytest.mark.parametrize(
        ("step", "becomes"),
        [
            ("later.{0}", "BAC"),
            ("earlier.{2}", "ACB"),
            ("earlier.{0}", "ABC"),
            ("later.{2}", "ABC"),
            ("before.{2}.{0}", "CAB"),
            ("before.{0}.{2}", "BAC"),
            ("before.{0}", "BCA"),
            ("before.{1}.{1}", "ABC"),
        ],
    )
    def test_a_tile_moves(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int], step: str, becomes: str
    ) -> None:
        response = take(researcher, draft, step.format(*tiles))

        assert response.status_code == 302
        assert "".join(order(draft)) == becomes
        assert [tile.position for tile in draft.tiles.in_order()] == [0, 1, 2]

    @pytest.mark.parametrize(
        ("step", "size"),
        [
            ("wider.{0}", (5, 3)),
            ("narrower.{0}", (3, 3)),
            ("higher.{0}", (4, 4)),
            ("lower.{0}", (4, 2)),
            ("size.{0}.6.2", (6, 2)),
            ("size.{0}.99.0", (12, 1)),
            ("size.{0}.0.99", (2, 12)),
        ],
    )
    def test_a_tile_is_sized(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int], step: str, size: tuple[int, int]
    ) -> None:
        take(researcher, draft, step.format(*tiles))

        tile = Tile.objects.get(pk=tiles[0])
        assert (tile.width, tile.height) == size

    @pytest.mark.parametrize("step", ["", "fly.{0}", "wider", "size.{0}", "size.{0}.a.b", "wider.0", "before.{0}.0"])
    def test_a_step_that_is_none_changes_nothing(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int], step: str
    ) -> None:
        response = take(researcher, draft, step.format(*tiles), follow=True)

        assert response.status_code == 200
        assert "".join(order(draft)) == "ABC"

    def test_with_a_script_the_board_comes_back_and_says_where_the_tile_lies(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int]
    ) -> None:
        response = take(researcher, draft, f"later.{tiles[0]}", headers=HTMX)

        assert [laid.name for laid in response.context["tiles"]] == ["B", "A", "C"]
        assert response.context["opened"] == tiles[0]
        assert "<html" not in response.content.decode()

    def test_what_two_people_arrange_adds_up(
        self, researcher: Client, editor: Client, draft: PublicationVersion, tiles: list[int]
    ) -> None:
        take(researcher, draft, f"before.{tiles[2]}.{tiles[0]}")
        take(editor, draft, f"wider.{tiles[1]}")

        assert "".join(order(draft)) == "CAB"
        assert Tile.objects.get(pk=tiles[1]).width == 5

    def test_a_tile_that_was_taken_out_can_be_put_back_as_it_was(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int]
    ) -> None:
        Tile.objects.filter(pk=tiles[1]).update(kind="figure", question=COUNT, scheme="canal")
        kept = take(researcher, draft, f"out.{tiles[1]}").context["kept"]
        assert "".join(order(draft)) == "AC"

        researcher.post(f"{page_of(draft)}terug/", {"kept": kept})

        assert "".join(order(draft)) == "ABC"
        tile = draft.tiles.in_order()[1]
        assert (tile.kind, tile.question, tile.scheme) == ("figure", COUNT, "canal")

    def test_a_picture_that_was_taken_out_comes_back_with_what_was_said_of_it(
        self, researcher: Client, draft: PublicationVersion
    ) -> None:
        address = added(researcher, draft, "picture")
        researcher.post(f"{address}foto/", {"picture": upload(a_jpeg()), "step": "put"})
        draft.tile_pictures.update(credit="Fatma", consent_on="2025-05-01")

        kept = take(researcher, draft, f"out.{newest(draft).pk}").context["kept"]
        assert not draft.tile_pictures.exists()
        researcher.post(f"{page_of(draft)}terug/", {"kept": kept})

        row = draft.tile_pictures.get()
        assert (row.credit, str(row.consent_on)) == ("Fatma", "2025-05-01")
        assert newest(draft).picture == row.picture

    @pytest.mark.usefixtures("tiles")
    @pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:xyz"])
    def test_only_what_was_taken_out_here_is_put_back(
        self, researcher: Client, draft: PublicationVersion, forged: str
    ) -> None:
        other = an_infographic_draft({"kind": "text", "heading": "Elders"}, slug="elders")
        other.record.owners.add(User.objects.get(pk=draft.authors.get().pk))
        kept = forged or take(researcher, other, f"out.{other.tiles.get().pk}").context["kept"]

        researcher.post(f"{page_of(draft)}terug/", {"kept": kept})

        assert "".join(order(draft)) == "ABC"

    def test_no_tile_brings_back_what_was_removed_at_request_since(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int], carla: User
    ) -> None:
        case = a_case(slug="soep", summary="Samen eten met Jan.")
        Tile.objects.filter(pk=tiles[1]).update(heading="Samen eten met Jan.")
        kept = take(researcher, draft, f"out.{tiles[1]}").context["kept"]
        remove_words(Words("eten met Jan"), case, besides=(), by=carla, reason="Op verzoek.")

        researcher.post(f"{page_of(draft)}terug/", {"kept": kept})

        assert "".join(order(draft)) == "AC"

    def test_no_tile_is_put_back_beyond_what_an_infographic_holds(
        self, researcher: Client, draft: PublicationVersion, tiles: list[int]
    ) -> None:
        kept = take(researcher, draft, f"out.{tiles[0]}").context["kept"]

        for _again in range(MOST_TILES):
            researcher.post(f"{page_of(draft)}terug/", {"kept": kept})

        assert draft.tiles.count() == MOST_TILES


NO_KEYS = ["²", "9" * 30, "-1", "\0"]


@pytest.mark.parametrize("key", [*NO_KEYS, "9" * 5000])
def test_what_is_no_key_opens_no_tile(researcher: Client, draft: PublicationVersion, key: str) -> None:
    assert researcher.get(page_of(draft), {"tegel": key}).context["opened"] is None


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_decides_about_no_figure(editor: Client, key: str) -> None:
    published = an_infographic({"kind": "figure", "heading": "initiatieven", "question": COUNT})

    response = editor.post(f"{page_of(published)}cijfers/", {f"tile-{key}": "renew"})

    assert response.status_code == 302
    assert not published.versions.filter(number=None).exists()


@pytest.mark.parametrize("name", ["lesson", "passage"])
@pytest.mark.parametrize("key", [*NO_KEYS, "9" * 5000])
def test_what_is_no_key_is_chosen_in_no_tile(
    researcher: Client, draft: PublicationVersion, name: str, key: str
) -> None:
    address = added(researcher, draft, "lesson" if name == "lesson" else "quotation")

    alone = researcher.post(address, {name: key, f"base-{name}": "another"})
    whole = send(researcher, researcher.get(address), {name: key}, address=address)
    with_script = researcher.post(address, {name: key, f"base-{name}": "another"}, headers=HTMX)

    assert {each.status_code for each in (alone, whole, with_script)} <= {200, 302, 409, 422}
    assert getattr(newest(draft), f"{name}_id") is None


class TestFiguresThatAged:
    @pytest.fixture
    def published(self) -> Publication:
        a_case(slug="soep", themes=["ontmoeting"])
        record = an_infographic(
            {"kind": "title", "heading": "Cijfers"},
            {"kind": "figure", "heading": "initiatieven", "question": COUNT},
            {"kind": "bars", "question": {"measure": "top", "of": "initiatives", "facet": "thema", "limit": 3}},
            slug="cijfers",
        )
        assert record.published_version is not None
        a_case(slug="brood", themes=["ontmoeting"])
        return record

    def keys(self, record: Publication) -> list[int]:
        version: Any = record.published_version
        return [tile.pk for tile in version.tiles.in_order().exclude(question=None)]

    def values(self, version: Any) -> list[int]:
        contents = Edition.objects.get(version=version).contents
        return [tile["answer"]["value"] for tile in contents["tiles"] if "answer" in tile]

    def test_what_was_and_what_is_stand_side_by_side(self, editor: Client, published: Publication) -> None:
        page = editor.get(page_of(published))
        listed = editor.get("/werkplek/publicaties/verouderde-cijfers/")

        figure = page.context["aged"][0]
        assert figure.name == "initiatieven"
        assert [(change.was, change.now) for change in figure.changes] == [("1", "2")]
        assert [(each.record.slug, each.waiting) for each in listed.context["infographics"]] == [("cijfers", 2)]
        assert "aged_figures" in [group.name for group in editor.get("/werkplek/").context["waiting"]]

    def test_tile_by_tile_one_is_renewed_and_another_kept(self, editor: Client, published: Publication) -> None:
        figure, bars = self.keys(published)

        editor.post(f"{page_of(published)}cijfers/", {f"tile-{figure}": "renew", f"tile-{bars}": "keep"})
        a_case(slug="taart")
        new = workflow.publish(PublicationVersion.objects.open().get(), by=None)

        assert self.values(published.published_version) == [1, 1]
        assert self.values(new) == [3, 1]

    def test_keeping_all_begins_no_draft_and_asks_no_more(self, editor: Client, published: Publication) -> None:
        decisions = {f"tile-{key}": "keep" for key in self.keys(published)}

        editor.post(f"{page_of(published)}cijfers/", decisions)

        assert not PublicationVersion.objects.open().exists()
        assert StaleTile.objects.filter(left_at=None).count() == 0
        assert editor.get("/werkplek/publicaties/verouderde-cijfers/").context["infographics"] == []
        a_case(slug="taart")
        assert editor.get("/werkplek/publicaties/verouderde-cijfers/").context["infographics"] != []

    def test_the_work_list_is_paged_in_as_many_queries_for_much_as_for_little(
        self, editor: Client, published: Publication, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        address = "/werkplek/publicaties/verouderde-cijfers/"
        assert len(editor.get(address).context["infographics"]) == len([published])
        with CaptureQueriesContext(connection) as little:
            editor.get(address)
        number_of_queries = len(little)
        figure = {"kind": "figure", "question": COUNT}
        for number in range(21):
            an_infographic(*[figure] * 5, title=f"Reeks {number}")
        a_case(slug="taart")
        editor.get(address)

        with django_assert_max_num_queries(number_of_queries):
            first = editor.get(address)
        second = editor.get(f"{address}?pagina=2")

        several = [*first.context["infographics"], *second.context["infographics"]]
        assert [len(first.context["infographics"]), len(several)] == [20, 22]
        assert sum(len(each.tiles) for each in several) == 21 * 5 + 2
        assert editor.get(f"{address}?pagina=3").status_code == 404

    def test_the_work_list_is_narrowed_by_words_and_by_what_was_decided(
        self, editor: Client, published: Publication
    ) -> None:
        an_infographic({"kind": "figure", "question": COUNT}, title="Buurthuizen", slug="buurthuizen")
        a_case(slug="taart")
        address = "/werkplek/publicaties/verouderde-cijfers/"

        def slugs(question: str) -> set[str]:
            return {each.record.slug for each in editor.get(f"{address}{question}").context["infographics"]}

        assert slugs("") == {"cijfers", "buurthuizen"}
        assert slugs("?q=huizen") == {"buurthuizen"}
        assert slugs("?staat=besloten") == set()
        editor.post(f"{page_of(published)}cijfers/", {f"tile-{key}": "keep" for key in self.keys(published)})
        assert slugs("") == {"buurthuizen"}
        assert slugs("?staat=besloten") == {"cijfers"}

    def test_a_draft_that_is_open_already_follows_what_is_decided(
        self, editor: Client, carla: User, published: Publication
    ) -> None:
        figure, bars = self.keys(published)
        draft = workflow.open_draft(published, by=carla)

        editor.post(f"{page_of(published)}cijfers/", {f"tile-{bars}": "keep", f"tile-{figure}": "renew"})
        new = workflow.publish(PublicationVersion.objects.get(pk=draft.pk), by=None)

        assert self.values(new) == [2, 1]

    def test_an_alternative_text_written_by_hand_is_to_be_looked_at_when_its_figure_is_renewed(
        self, editor: Client
    ) -> None:
        a_case()
        record = an_infographic(
            {"kind": "title", "heading": "Cijfers"},
            {"kind": "figure", "question": COUNT, "alternative_text": "Er is er maar één."},
            {"kind": "bars", "question": {"measure": "top", "of": "initiatives", "facet": "thema", "limit": 3}},
        )
        _title, figure, bars = record.published_version.tiles.in_order()  # type: ignore[union-attr]
        a_case(themes=["groen"])

        editor.post(f"{page_of(record)}cijfers/", {f"tile-{figure.pk}": "renew", f"tile-{bars.pk}": "renew"})

        tile = PublicationVersion.objects.open().get().tiles.get(kind="figure")
        address = f"{page_of(record)}{tile.pk}/"
        (laid,) = editor.get(page_of(record)).context["outgrown"]
        assert (laid.tile.key, [(each.was, each.now) for each in laid.outgrown]) == (tile.pk, [("1", "2")])
        page = editor.get(address)
        assert [(each.was, each.now) for each in page.context["outgrown"]] == [("1", "2")]
        send(editor, page, {"alternative_text": "Het zijn er twee."}, address=address)
        assert not editor.get(page_of(record)).context["outgrown"]
        assert not editor.get(address).context["outgrown"]

    def test_a_kept_answer_can_be_let_go_and_goes_when_something_else_is_asked(
        self, editor: Client, published: Publication
    ) -> None:
        figure, bars = self.keys(published)
        editor.post(f"{page_of(published)}cijfers/", {f"tile-{bars}": "renew", f"tile-{figure}": "keep"})
        draft = PublicationVersion.objects.open().get()
        tile = draft.tiles.get(kind="figure")
        address = f"{page_of(published)}{tile.pk}/"
        page = editor.get(address)
        assert page.context["drawn"].figures.value == 1

        send(editor, page, {"heading": "cases"}, address=address)
        assert Tile.objects.get(pk=tile.pk).kept_answer is not None
        data = filled_in(editor.get(address))
        del data["kept"]
        editor.post(address, data)

        assert Tile.objects.get(pk=tile.pk).kept_answer is None
        assert editor.get(address).context["drawn"].figures.value == 2


def test_a_reader_s_view_shows_the_board_of_the_draft(researcher: Client, draft: PublicationVersion) -> None:
    Tile.objects.create(version=draft, kind="title", heading="Wat wij leerden")

    page = researcher.get(f"/werkplek/publicaties/{draft.record.slug}/lezersblik/")

    assert [tile.heading for tile in page.context["infographic"].tiles] == ["Wat wij leerden"]
    assert "Wat wij leerden" in page.content.decode()


def test_what_differs_between_versions_is_said_in_words(editor: Client, carla: User) -> None:
    record = an_infographic({"kind": "title", "heading": "Eerst"}, slug="verschil")
    draft: Any = workflow.open_draft(record, by=carla)
    draft.tiles.update(heading="Daarna")

    page = editor.get(f"/werkplek/publicaties/{record.slug}/verschil/").content.decode()

    assert re.search(r"<del>.*?Eerst", page)
    assert re.search(r"<ins>.*?Daarna", page)


def test_a_published_infographic_is_shown_without_tools_until_somebody_begins(editor: Client) -> None:
    record = an_infographic({"kind": "title", "heading": "Klaar"}, slug="klaar")

    page = editor.get(page_of(record))

    assert page.context["version"] is None
    assert "data-arrange" not in page.content.decode()
    assert editor.post(f"{page_of(record)}nieuw/", {"kind": "text"}).status_code == 404
