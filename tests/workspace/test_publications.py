"""Publications in the workspace: begun by kind, written by two at once, with a cover, reviewed, published, renewed."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion, Theme
from jobs.doing import do_waiting
from jobs.models import JobFile
from media.models import Picture
from notices.models import Notice
from publications import workflow
from publications.models import Edition, Kind, Publication, PublicationVersion
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_person, a_publication, a_publication_draft
from tests.media.pictures import a_jpeg, upload
from tests.workspace.pages import filled_in, send
from workspace.publications.bundles import views as bundle_views

pytestmark = pytest.mark.django_db
START = "/werkplek/publicaties/"


@pytest.fixture
def researcher(fatma: User) -> Client:
    return signed_in(fatma)


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


@pytest.fixture
def draft(fatma: User) -> PublicationVersion:
    return workflow.propose("Over soep", kind=Kind.ARTICLE, by=fatma)


def address_of(record: Any) -> str:
    return f"{START}{getattr(record, 'record', record).slug}/"


def fresh(version: PublicationVersion) -> PublicationVersion:
    return PublicationVersion.objects.get(pk=version.pk)


def heard(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def revised(case: Initiative, **said: Any) -> None:
    """Publish another version of a case."""
    version: Any = cases.open_draft(case, by=None)
    InitiativeVersion.objects.filter(pk=version.pk).update(**said)
    cases.publish(version, by=None)


class TestBeginning:
    @pytest.mark.parametrize("kind", Kind.values)
    def test_a_researcher_begins_one_of_any_kind_and_owns_it(self, researcher: Client, fatma: User, kind: str) -> None:
        response: Any = researcher.post(f"{START}nieuw/", {"kind": kind, "title": "Over soep"}, follow=True)

        version = PublicationVersion.objects.get()
        assert response.status_code == 200
        assert (version.status, version.kind, version.title) == ("draft", kind, "Over soep")
        assert list(version.authors.all()) == list(version.record.owners.all()) == [fatma]
        assert researcher.get(address_of(version)).status_code == 200

    @pytest.mark.parametrize("wrong", [{"kind": "gedicht"}, {"title": " "}, {"title": "x" * 201}])
    def test_what_is_no_beginning_makes_nothing(self, researcher: Client, wrong: dict[str, str]) -> None:
        response = researcher.post(f"{START}nieuw/", {"kind": "film", "title": "Over soep", **wrong})

        assert response.status_code == 422
        assert not Publication.objects.exists()


class TestWriting:
    def test_all_of_it_is_saved_as_it_was_sent(self, researcher: Client, draft: PublicationVersion) -> None:
        a_case(slug="soep"), a_case(slug="brood"), a_lesson(slug="eten-verbindt")
        series, theme = a_publication(slug="reeks"), Theme.objects.order_by("pk")[0]
        data: dict[str, Any] = filled_in(researcher.get(address_of(draft))) | {
            "genre": ["blog"],
            "summary": ["Samen eten."],
            "body": ["<p>Met <b>soep</b>.</p><script>x</script>"],
            "makers": ["Fatma, Platform 31"],
            "issued": ["november 2019"],
            "series": [series.get_absolute_url()],
            "number_in_series": ["3"],
            "licence": ["cc-by"],
            "themes": [str(theme.pk)],
            "cases": ["soep\nhttps://wijk.example/initiatieven/brood/\nsoep"],
            "lessons": ["eten-verbindt"],
            "incomplete": ["on"],
            "sources-0-title": ["Verslag"],
            "sources-0-year": ["2019"],
            "sent": ["abc-1"],
        }

        response: Any = researcher.post(address_of(draft), data)

        assert response.url == f"{address_of(draft)}?bewaard=abc-1"
        version = fresh(draft)
        assert version.body == "<p>Met <strong>soep</strong>.</p>"
        assert (version.genre, version.summary, version.issued) == ("blog", "Samen eten.", "2019-11")
        assert (version.makers, version.series, version.number_in_series) == (["Fatma", "Platform 31"], series, 3)
        assert (version.licence, version.incomplete) == ("cc-by", True)
        assert [row.tag for row in version.theme_rows.all()] == [theme]
        rows = version.initiative_rows.order_by("position")
        assert [row.initiative.slug for row in rows] == ["soep", "brood"]
        assert [row.lesson.slug for row in version.lesson_rows.all()] == ["eten-verbindt"]
        assert list(version.sources.values_list("title", "year")) == [("Verslag", 2019)]
        again = filled_in(researcher.get(address_of(draft)))
        assert again["cases"] == ["soep\r\nbrood"]
        assert send(researcher, researcher.get(address_of(draft)), {}).status_code == 302
        assert fresh(draft).makers == ["Fatma", "Platform 31"]

    def test_what_the_form_does_not_ask_stays(self, editor: Client) -> None:
        bundle = a_publication_draft(kind=Kind.BUNDLE, initiatives=[a_case()], uncertain=["makers"], genre="reeks")

        send(editor, editor.get(address_of(bundle)), {"summary": "Nieuw."})

        version = fresh(bundle)
        assert (version.summary, version.uncertain, version.genre) == ("Nieuw.", ["makers"], "reeks")
        assert version.initiative_rows.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": ""}, "title"),
            ({"cases": "bestaat-niet"}, "cases"),
            ({"lessons": "bestaat-niet"}, "lessons"),
            ({"series": "bestaat-niet"}, "series"),
            ({"issued": "gisteren"}, "issued"),
            ({"number_in_series": "drie"}, "number_in_series"),
            ({"licence_url": "geen adres"}, "licence_url"),
            ({"sources-0-url": "geen adres"}, "sources"),
        ],
    )
    def test_what_cannot_be_saved_is_shown_again_and_nothing_is_written(
        self, researcher: Client, draft: PublicationVersion, wrong: dict[str, str], field: str
    ) -> None:
        response = send(researcher, researcher.get(address_of(draft)), {"summary": "Blijft staan.", **wrong})

        assert response.status_code == 422
        assert [part.name for part in response.context["page"].wrong] == [field]
        again = filled_in(response)
        assert again["summary"] == ["Blijft staan."]
        assert all(again[name] == [said] for name, said in wrong.items())
        assert fresh(draft).summary == ""

    def test_two_people_in_different_fields_merge(
        self, researcher: Client, editor: Client, draft: PublicationVersion
    ) -> None:
        mine, theirs = researcher.get(address_of(draft)), editor.get(address_of(draft))

        send(editor, theirs, {"summary": "Van haar"})
        send(researcher, mine, {"genre": "blog"})

        assert (fresh(draft).summary, fresh(draft).genre) == ("Van haar", "blog")

    @pytest.mark.parametrize(("choice", "summary"), [("mine", "Van mij"), ("theirs", "Van haar")])
    def test_two_people_in_one_field_see_both_texts_and_choose(
        self, researcher: Client, editor: Client, draft: PublicationVersion, choice: str, summary: str
    ) -> None:
        mine, theirs = researcher.get(address_of(draft)), editor.get(address_of(draft))
        send(editor, theirs, {"summary": "Van haar"})

        refused = send(researcher, mine, {"summary": "Van mij"})
        assert refused.status_code == 409
        send(researcher, refused, {"choice-summary": choice})

        assert fresh(draft).summary == summary

    def test_what_is_sent_to_a_version_that_is_published_meanwhile_is_shown_to_be_copied(
        self, researcher: Client, draft: PublicationVersion, carla: User
    ) -> None:
        page = researcher.get(address_of(draft))
        workflow.publish(draft, by=carla)

        response = send(researcher, page, {"summary": "Niet weg."})

        assert response.status_code == 409
        assert "Niet weg." in response.content.decode()

    def test_of_somebody_else_does_not_exist(self, draft: PublicationVersion) -> None:
        assert signed_in(a_person(Role.RESEARCHER)).get(address_of(draft)).status_code == 404

    def test_the_reader_sees_the_draft(self, researcher: Client, draft: PublicationVersion) -> None:
        send(researcher, researcher.get(address_of(draft)), {"summary": "Zo wordt het."})

        assert "Zo wordt het." in researcher.get(f"{address_of(draft)}lezersblik/").content.decode()


class TestCover:
    def put(self, client: Client, draft: PublicationVersion) -> Any:
        return client.post(f"{address_of(draft)}omslag/", {"step": "put", "picture": upload(a_jpeg())})

    def test_it_is_put_described_shown_and_taken_away(
        self, client: Client, researcher: Client, draft: PublicationVersion, carla: User
    ) -> None:
        self.put(researcher, draft)
        assert not workflow_refuses(draft, carla)

        described = {"alternative_text": "Een pan soep", "credit": "Fatma", "licence": "cc0", "consent": "nobody"}
        described["seen"] = str(Picture.objects.get().pk)
        researcher.post(f"{address_of(draft)}omslag/", {"step": "describe", **described})
        workflow.publish(fresh(draft), by=carla)

        picture = Picture.objects.get()
        page = client.get(f"/publicaties/{draft.record.slug}/").content.decode()
        assert "Een pan soep" in page
        assert picture.key in page

    @pytest.mark.parametrize("is_replaced", [True, False])
    def test_what_is_said_of_one_picture_is_not_said_of_another(
        self, researcher: Client, editor: Client, draft: PublicationVersion, is_replaced: bool
    ) -> None:
        self.put(researcher, draft)
        page = researcher.get(f"{address_of(draft)}omslag/")
        described = {"alternative_text": "Een pan soep", "licence": "cc0", "consent": "nobody"}
        editor.post(f"{address_of(draft)}omslag/", {"step": "remove"})
        if is_replaced:
            editor.post(f"{address_of(draft)}omslag/", {"step": "put", "picture": upload(a_jpeg((90, 70)))})

        seen = page.context["form"].initial["seen"]
        researcher.post(f"{address_of(draft)}omslag/", {"step": "describe", "seen": seen, **described})

        said = fresh(draft).covers.values_list("alternative_text", "consent")
        assert list(said) == ([("", "unknown")] if is_replaced else [])

    def test_it_can_be_taken_away(self, researcher: Client, draft: PublicationVersion) -> None:
        self.put(researcher, draft)

        researcher.post(f"{address_of(draft)}omslag/", {"step": "remove"})

        assert not fresh(draft).covers.exists()

    def test_what_is_no_picture_is_refused(self, researcher: Client, draft: PublicationVersion) -> None:
        response = researcher.post(f"{address_of(draft)}omslag/", {"step": "put", "picture": upload(b"x", "x.jpg")})

        assert response.status_code == 422
        assert not fresh(draft).covers.exists()


def workflow_refuses(version: PublicationVersion, by: User) -> bool:
    """Whether publication succeeds; a refusal leaves all as it was."""
    try:
        workflow.publish(fresh(version), by=by)
    except workflow.TransitionNotAllowed:
        return False
    return True


class TestReview:
    def test_from_draft_to_published_to_withdrawn_and_back(
        self, client: Client, researcher: Client, editor: Client, draft: PublicationVersion
    ) -> None:
        (fatma,), carla = draft.record.owners.all(), User.objects.get(role=Role.EDITOR)
        address, public = address_of(draft), f"/publicaties/{draft.record.slug}/"
        researcher.post(f"{address}indiening/")
        assert fresh(draft).status == "in_review"
        assert heard(carla) == ["publication_submitted"]

        editor.post(f"{address}wijzigingsverzoek/", {"reason": "Meer bronnen."})
        assert fresh(draft).status == "draft"
        researcher.post(f"{address}indiening/")
        assert researcher.post(f"{address}publicatie/").status_code == 403
        editor.post(f"{address}publicatie/", {"seen": editor.get(f"{address}beoordeling/").context["standing"].mark})
        assert client.get(public).status_code == 200

        editor.post(f"{address}intrekking/", {"reason": "Op verzoek."})
        assert client.get(public).status_code == 410
        editor.post(f"{address}herstel/")
        assert client.get(public).status_code == 200
        assert heard(fatma) == [
            "publication_changes_asked",
            "publication_published",
            "publication_withdrawn",
            "publication_restored",
        ]

    def test_what_changed_since_one_looked_is_not_published(
        self, researcher: Client, editor: Client, draft: PublicationVersion
    ) -> None:
        seen = editor.get(f"{address_of(draft)}beoordeling/").context["standing"].mark
        send(researcher, researcher.get(address_of(draft)), {"summary": "Nog iets."})

        editor.post(f"{address_of(draft)}publicatie/", {"seen": seen})

        assert fresh(draft).status == "draft"

    def test_a_revision_is_compared_and_an_earlier_moment_comes_back(self, editor: Client) -> None:
        publication = a_publication(slug="soep", kind=Kind.ARTICLE, summary="Eerst.", initiatives=[a_case(title="A")])
        editor.post(f"{START}soep/herziening/")
        version = PublicationVersion.objects.open().get()
        send(editor, editor.get(f"{START}soep/"), {"summary": "Later.", "cases": ""})

        sections = editor.get(f"{START}soep/verschil/").context["sections"]
        assert {each.part.name for _section, parts in sections for each in parts} == {"summary", "cases"}

        first: Any = publication.published_version
        editor.post(f"{START}soep/momenten/{first.pk}/")
        now = PublicationVersion.objects.open().get()
        assert (now.summary, now.initiative_rows.count()) == ("Eerst.", 1)
        assert fresh(version).status == "kept"

    def test_it_waits_for_the_right_people(self, researcher: Client, editor: Client, draft: PublicationVersion) -> None:
        researcher.post(f"{address_of(draft)}indiening/")
        assert "works_in_review" in [group.name for group in editor.get("/werkplek/").context["waiting"]]

        editor.post(f"{address_of(draft)}wijzigingsverzoek/", {"reason": "Meer bronnen."})

        assert "works_asked" in [group.name for group in researcher.get("/werkplek/").context["waiting"]]


def listed(client: Client, query: str = "") -> list[str]:
    return [each.slug for each in client.get(f"{START}{query}").context["page"]]


def test_the_list_is_searched_by_kind_state_owner_and_words(editor: Client, carla: User) -> None:
    a_publication(slug="boek", kind=Kind.BUNDLE, title="Plekken")
    mine = workflow.propose("Over soep", kind=Kind.FILM, by=carla)

    assert set(listed(editor)) == {"boek", mine.record.slug}
    assert listed(editor, "?soort=bundle") == ["boek"]
    assert listed(editor, "?staat=concept") == [mine.record.slug]
    assert listed(editor, "?van=mij") == [mine.record.slug]
    assert listed(editor, "?q=plek") == ["boek"]
    assert listed(editor, "?staat=verouderd") == []


class TestBundle:
    @pytest.fixture
    def bundle(self, carla: User) -> PublicationVersion:
        return workflow.propose("Plekken", kind=Kind.BUNDLE, by=carla)

    def order(self, editor: Client, bundle: PublicationVersion) -> list[str]:
        return [each.name for each in editor.get(f"{address_of(bundle)}bundel/").context["chapters"]]

    def step(self, client: Client, bundle: PublicationVersion, step: str, chapters: list[str]) -> Any:
        return client.post(f"{address_of(bundle)}bundel/hoofdstukken/", {"step": step, "chapter": chapters})

    def filled(self, editor: Client, bundle: PublicationVersion) -> list[str]:
        a_case(slug="soep"), a_case(slug="brood"), a_lesson(slug="eten")
        names = ["zaak.soep", "zaak.brood", "les.eten"]
        editor.post(f"{address_of(bundle)}bundel/toevoegingen/", {"add": names})
        return names

    def test_what_is_found_by_words_theme_or_collection_is_put_in_once(
        self, editor: Client, bundle: PublicationVersion, carla: User
    ) -> None:
        from shelf import collecting

        case, lesson = a_case(slug="soep", title="Soep", themes=["ontmoeting"]), a_lesson(slug="eten", title="Soepel")
        a_case(slug="brood", title="Brood")
        collection = collecting.make(carla, "Mijn keuze")
        collecting.put(collection, lesson), collecting.put(collection, case)

        def offered(query: str) -> list[str]:
            context = editor.get(f"{address_of(bundle)}bundel/{query}").context
            return [each.name for each in context["choosing"].found]

        assert offered("") == ["zaak.brood", "zaak.soep", "les.eten"]
        assert offered("?q=Soep") == ["zaak.soep"]
        assert offered("?thema=ontmoeting") == ["zaak.soep"]
        assert offered(f"?verzameling={collection.pk}") == ["les.eten", "zaak.soep"]
        for _twice in range(2):
            editor.post(f"{address_of(bundle)}bundel/toevoegingen/", {"add": ["les.eten", "zaak.soep"]})
        assert self.order(editor, bundle) == ["les.eten", "zaak.soep"]

    def test_only_what_is_public_can_be_put_in(self, editor: Client, bundle: PublicationVersion) -> None:
        hidden = a_case(slug="weg")
        cases.withdraw(hidden, by=None, reason="Op verzoek.")

        editor.post(f"{address_of(bundle)}bundel/toevoegingen/", {"add": ["zaak.weg", "zaak.x", "les.weg", "x", ""]})
        editor.post(f"{address_of(bundle)}bundel/toevoegingen/", {"add": ["zaak.\0", "les.we\0g", "\0", "zaak." * 9]})

        assert self.order(editor, bundle) == []

    def test_chapters_are_moved_and_taken_out(self, editor: Client, bundle: PublicationVersion) -> None:
        names = self.filled(editor, bundle)

        self.step(editor, bundle, "up:les.eten", names)
        assert self.order(editor, bundle) == ["zaak.soep", "les.eten", "zaak.brood"]
        self.step(editor, bundle, "keep", ["les.eten", "zaak.brood", "zaak.soep"])
        assert self.order(editor, bundle) == ["les.eten", "zaak.brood", "zaak.soep"]
        self.step(editor, bundle, "up:les.eten", ["les.eten", "zaak.brood", "zaak.soep"])
        self.step(editor, bundle, "down:zaak.soep", ["les.eten", "zaak.brood", "zaak.soep"])
        assert self.order(editor, bundle) == ["les.eten", "zaak.brood", "zaak.soep"]
        self.step(editor, bundle, "out:zaak.brood", ["les.eten", "zaak.brood", "zaak.soep"])
        assert self.order(editor, bundle) == ["les.eten", "zaak.soep"]

    def test_what_a_colleague_put_in_meanwhile_stays(self, editor: Client, bundle: PublicationVersion) -> None:
        names = self.filled(editor, bundle)
        a_case(slug="nieuw")
        editor.post(f"{address_of(bundle)}bundel/toevoegingen/", {"add": ["zaak.nieuw"]})

        self.step(editor, bundle, "keep", [names[1], names[0], "zaak.bestaat-niet"])

        assert self.order(editor, bundle) == ["zaak.brood", "zaak.soep", "les.eten", "zaak.nieuw"]

    def test_the_edition_follows_the_order_of_its_chapters(
        self, client: Client, editor: Client, bundle: PublicationVersion
    ) -> None:
        names = self.filled(editor, bundle)
        self.step(editor, bundle, "up:les.eten", names)
        proof = editor.get(f"{address_of(bundle)}bundel/lezen/").context["book"]
        workflow.publish(fresh(bundle), by=None)

        contents = Edition.objects.get().contents
        assert [each["slug"] for each in contents["chapters"]] == ["soep", "eten", "brood"]
        assert [each["slug"] for each in proof["chapters"]] == ["soep", "eten", "brood"]
        public = client.get(f"/publicaties/{bundle.record.slug}/")
        assert [entry.slug for entry in public.context["version"].public_cases] == ["soep", "brood"]

    @pytest.mark.parametrize("ending", ["pdf", "epub", "zip"])
    def test_a_draft_is_a_file_for_who_works_on_it_alone(
        self, editor: Client, bundle: PublicationVersion, ending: str
    ) -> None:
        self.filled(editor, bundle)

        response = editor.get(f"{address_of(bundle)}bundel/bundel.{ending}")

        assert response.content[:2] in {b"%P", b"PK"}
        assert response["Cache-Control"] == "private, no-store"
        stranger = signed_in(a_person(Role.RESEARCHER))
        assert stranger.get(f"{address_of(bundle)}bundel/bundel.{ending}").status_code == 404

    def test_the_proof_of_a_long_one_is_made_beside_the_pages(
        self, editor: Client, carla: User, bundle: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bundle_views, "LONG", 2)
        self.filled(editor, bundle)
        page = f"{address_of(bundle)}bundel/"

        in_a_request = editor.get(f"{page}bundel.zip")
        ordered: Any = editor.post(f"{page}bundel.zip")
        do_waiting()

        assert (in_a_request.status_code, in_a_request["Location"]) == (302, page)
        assert f'action="{page}bundel.zip"' in editor.get(page).content.decode()
        [made] = JobFile.objects.filter(job__person=carla)
        assert made.name.endswith("-concept.zip")
        assert editor.get(made.get_absolute_url()).status_code == 200
        assert editor.get(ordered["Location"]).status_code == 200

    def test_a_case_that_moves_on_is_told_and_a_new_edition_takes_it_along(
        self, client: Client, editor: Client, bundle: PublicationVersion
    ) -> None:
        self.filled(editor, bundle)
        workflow.publish(fresh(bundle), by=None)
        assert listed(editor, "?staat=verouderd") == []

        revised(Initiative.objects.get(slug="soep"), summary="Elke dinsdag.")

        assert listed(editor, "?staat=verouderd") == [bundle.record.slug]
        assert "works_moved_on" in [group.name for group in editor.get("/werkplek/").context["waiting"]]
        public = client.get(f"/publicaties/{bundle.record.slug}/")
        assert [case.slug for case in public.context["moved_on"]] == ["soep"]
        page = editor.get(f"{address_of(bundle)}bundel/")
        assert [(each.held, each.now) for each in page.context["moved_on"]] == [(1, 2)]
        difference = page.context["moved_on"][0].difference
        assert "Elke dinsdag." in editor.get(difference).content.decode()

        editor.post(f"{address_of(bundle)}bundel/vernieuwing/")
        assert "works_moved_on" not in [group.name for group in editor.get("/werkplek/").context["waiting"]]
        new = PublicationVersion.objects.open().get()
        workflow.publish(new, by=None)

        assert [each["number"] for each in Edition.objects.get(version=new).contents["chapters"]] == [2, 1, 1]
        assert [each["number"] for each in Edition.objects.get(version=bundle).contents["chapters"]] == [1, 1, 1]
        assert listed(editor, "?staat=verouderd") == []

    def test_who_withdraws_a_case_sees_the_bundle_that_holds_it(
        self, editor: Client, bundle: PublicationVersion
    ) -> None:
        self.filled(editor, bundle)
        workflow.publish(fresh(bundle), by=None)

        assert "Plekken" in editor.get("/werkplek/initiatieven/soep/beoordeling/").content.decode()

    def test_another_order_is_a_difference(self, editor: Client, bundle: PublicationVersion) -> None:
        names = self.filled(editor, bundle)
        workflow.publish(fresh(bundle), by=None)
        workflow.open_draft(bundle.record, by=None)
        self.step(editor, bundle, "up:les.eten", names)

        sections = editor.get(f"{address_of(bundle)}verschil/").context["sections"]

        assert "composition" in [section.name for section, _parts in sections]

    def test_what_is_no_bundle_is_not_composed(self, editor: Client, draft: PublicationVersion) -> None:
        assert editor.get(f"{address_of(draft)}bundel/").status_code == 404
