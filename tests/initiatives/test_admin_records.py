"""The list of cases in /beheer/, the page of one, and the steps it can take."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from curation.models import EditorialPolicy, FormerSlug, StatusChange
from initiatives.completeness import COUNTED, completeness, missing
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion
from initiatives.workflow import change_slug, open_draft, submit, withdraw
from tests.administration import filled_form, said, signed_in
from tests.factories import a_case, a_draft, a_publication

pytestmark = pytest.mark.django_db
LIST = "/beheer/initiatives/initiative/"


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


def listed(client: Client, query: str = "") -> set[str]:
    return {record.slug for record in client.get(LIST + query).context["cl"].result_list}


def address(case: Initiative) -> str:
    return reverse("admin:initiatives_initiative_change", args=[case.pk])


def take(client: Client, case: Initiative, step: str, **data: str) -> Any:
    where = reverse("admin:initiatives_initiative_step", args=[case.pk, step])
    return client.post(where, data, follow=True)


class TestTheList:
    @pytest.fixture(autouse=True)
    def cases(self, fatma: User) -> None:
        a_case(slug="heerlen", title="De Haard", themes=["ontmoeting"], actors=[("Stichting Vuur", "welzijn")])
        a_case(slug="sneek", title="Twirre", municipality="GM1900", neighbourhood="Lemmerweg", incomplete=True)
        a_draft(slug="concept", title="Plan")
        draft = a_draft(slug="wacht", title="Wachtend", by=fatma)
        submit(draft, by=fatma)
        case = a_case(slug="weg", title="Weg")
        withdraw(case, by=None, reason="Op verzoek")
        open_draft(Initiative.objects.get(slug="heerlen"), by=fatma)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?staat=draft", {"concept", "heerlen"}),
            ("?staat=in_review", {"wacht"}),
            ("?staat=published", {"heerlen", "sneek"}),
            ("?staat=withdrawn", {"weg"}),
            ("?staat=onzin", {"heerlen", "sneek", "concept", "wacht", "weg"}),
            ("?provincie=fryslan", {"sneek"}),
            ("?thema=ontmoeting", {"heerlen"}),
            ("?onvolledig=1", {"sneek"}),
            ("?q=haard", {"heerlen"}),
            ("?q=sneek", {"sneek"}),
            ("?q=lemmerweg", {"sneek"}),
            ("?q=s%C3%BAdwest-frysl%C3%A2n", {"sneek"}),
            ("?q=vuur+haard", {"heerlen"}),
            ("?q=vuur+twirre", set()),
        ],
    )
    def test_it_finds_and_filters(self, editor: Client, query: str, found: set[str]) -> None:
        assert listed(editor, query) == found

    def test_it_filters_by_bundle(self, editor: Client) -> None:
        bundle = a_publication(kind="bundle", initiatives=[Initiative.objects.get(slug="sneek")])

        assert listed(editor, f"?bundel={bundle.pk}") == {"sneek"}
        assert "sneek" in listed(editor, "?bundel=onzin")

    def test_it_tells_a_draft_on_top_of_what_is_published(self, editor: Client) -> None:
        page = editor.get(LIST + "?q=haard").content.decode()

        assert "state-published" in page
        assert "state-draft" in page


class TestAnAddress:
    def test_a_changed_one_redirects(self, editor: Client) -> None:
        case = a_case(slug="oud")

        editor.post(address(case), filled_form(editor.get(address(case))) | {"slug": "anders"})

        assert FormerSlug.objects.owner_of(Initiative, "oud") == case.pk
        assert CatalogueEntry.objects.get().slug == "anders"

    def test_one_that_another_case_has_is_refused(self, editor: Client) -> None:
        a_case(slug="bezet")
        case = a_case(slug="oud")

        response = editor.post(address(case), filled_form(editor.get(address(case))) | {"slug": "bezet"})

        assert "slug" in response.context["adminform"].form.errors
        assert Initiative.objects.get(pk=case.pk).slug == "oud"

    def test_one_that_another_case_had_is_refused_and_its_own_is_not(self, editor: Client) -> None:
        moved, case = a_case(slug="oud"), a_case(slug="ander")
        change_slug(moved, "nieuw", by=None)

        for record in (case, moved):
            editor.post(address(record), filled_form(editor.get(address(record))) | {"slug": "oud"})

        assert Initiative.objects.get(pk=case.pk).slug == "ander"
        assert Initiative.objects.get(pk=moved.pk).slug == "oud"

    def test_owners_are_researchers(self, editor: Client, fatma: User, rik: User) -> None:
        case = a_case()
        data = filled_form(editor.get(address(case)))

        refused = editor.post(address(case), data | {"owners": [rik.pk]})
        editor.post(address(case), data | {"owners": [fatma.pk]})

        assert "owners" in refused.context["adminform"].form.errors
        assert list(case.owners.all()) == [fatma]


class TestSteps:
    def test_from_review_to_published_and_back_again(self, editor: Client, carla: User, fatma: User) -> None:
        draft = a_draft(by=fatma)
        case = draft.record
        submit(draft, by=fatma)

        assert "success" in said(take(editor, case, "wijzigingsverzoek", reason="Noem de bron."))
        submit(draft, by=fatma)
        for step, data in [
            ("publicatie", {}),
            ("intrekking", {"reason": "Op verzoek."}),
            ("herstel", {}),
            ("concept", {}),
        ]:
            assert "success" in said(take(editor, case, step, **data)), step

        actions = list(StatusChange.objects.of(case).order_by("pk").values_list("action", flat=True))
        assert actions == ["submit", "ask_for_changes", "submit", "publish", "withdraw", "restore", "draft"]
        assert list(case.versions.open().get().authors.all()) == [carla]

    @pytest.mark.parametrize(
        ("step", "page"), [("indiening", "workspace_submission"), ("publicatie", "workspace_review")]
    )
    def test_a_draft_is_submitted_where_personal_data_are_asked_about(
        self, editor: Client, step: str, page: str, fatma: User
    ) -> None:
        draft = a_draft(by=fatma, summary="Bel 030-2345678")

        response = take(editor, draft.record, step)

        draft.refresh_from_db()
        assert response.redirect_chain[-1][0] == reverse(page, args=[draft.record.slug])
        assert draft.status == "draft"

    @pytest.mark.parametrize("step", ["wijzigingsverzoek", "intrekking"])
    @pytest.mark.parametrize("reason", ["", "   "])
    def test_what_asks_a_reason_is_not_done_without(self, editor: Client, step: str, reason: str, fatma: User) -> None:
        case = a_case()
        submit(open_draft(case, by=fatma), by=fatma)  # type: ignore[arg-type]

        response = take(editor, case, step, reason=reason)

        case.refresh_from_db()
        assert "error" in said(response)
        assert case.withdrawn_at is None
        assert case.versions.open().get().status == "in_review"

    @pytest.mark.parametrize("step", ["herstel", "publicatie", "indiening", "wijzigingsverzoek"])
    def test_a_step_out_of_turn_is_refused(self, editor: Client, step: str) -> None:
        case = a_case()

        assert "error" in said(take(editor, case, step, reason="x"))
        assert StatusChange.objects.of(case).count() == 1

    def test_a_second_pair_of_eyes_is_asked_for_unless_the_house_rules_say_otherwise(
        self, editor: Client, carla: User
    ) -> None:
        draft = a_draft(by=carla)
        case = draft.record
        submit(draft, by=carla)

        refused = take(editor, case, "publicatie")
        EditorialPolicy.objects.create(pk=1, second_pair_of_eyes=False)
        taken = take(editor, case, "publicatie")

        assert (said(refused), said(taken)) == (["error"], ["success"])

    def test_a_step_that_does_not_exist_is_404(self, editor: Client) -> None:
        assert take(editor, a_case(), "ontploffing").status_code == 404

    def test_a_step_of_a_case_that_does_not_exist_is_404(self, editor: Client) -> None:
        where = reverse("admin:initiatives_initiative_step", args=[999_999, "publicatie"])

        assert editor.post(where).status_code == 404

    def test_what_was_published_cannot_be_thrown_away(self, editor: Client) -> None:
        case = a_case()

        answer = editor.post(reverse("admin:initiatives_initiative_delete", args=[case.pk]), {"post": "yes"})

        assert answer.status_code == 403


class TestCompleteness:
    def test_nothing_said_is_nothing_known(self) -> None:
        assert completeness(a_draft(municipality=None)) == 0

    def test_not_found_counts_as_known(self) -> None:
        draft = a_draft(municipality=None, not_found=[field.value for field in COUNTED])

        assert completeness(draft) == 100
        assert missing(draft) == []

    def test_every_field_counts_the_same(self) -> None:
        draft = a_draft(
            municipality=None, themes=["ontmoeting"], actors=[("De Haard", "welzijn")], bonding="Buren", started="2019"
        )

        assert completeness(draft) == round(100 * 4 / len(COUNTED))

    def test_what_meets_online_has_no_place_to_know(self) -> None:
        assert completeness(a_draft(municipality=None, online=True)) == round(100 * 2 / len(COUNTED))

    def test_the_list_shows_it(self, editor: Client) -> None:
        a_case()
        share = completeness(InitiativeVersion.objects.get())

        assert f"{share}%" in editor.get(LIST).content.decode()


def test_the_first_page_shows_what_waits(editor: Client, fatma: User) -> None:
    a_draft(title="Een concept")
    submit(a_draft(title="Ter beoordeling", by=fatma), by=fatma)
    a_case(title="Gepubliceerd en onvolledig", incomplete=True)

    waiting = editor.get("/beheer/").context["waiting"][0]

    titles = [[version.title for _where, version in versions] for _name, _address, versions in waiting.lists]
    assert titles == [
        ["Ter beoordeling"],
        ["Een concept"],
        ["Gepubliceerd en onvolledig"],
        ["Gepubliceerd en onvolledig"],
    ]


def test_cases_are_edited_and_begun_in_the_workspace(editor: Client) -> None:
    draft, case = a_draft(slug="plan"), a_case(slug="tuin")

    pages = [editor.get(address(record)).content.decode() for record in (draft.record, case)]
    waiting = editor.get("/beheer/").context["waiting"][0]

    assert 'href="/werkplek/initiatieven/plan/"' in pages[0]
    assert 'href="/werkplek/initiatieven/tuin/"' in pages[1]
    assert waiting.add_address == "/werkplek/initiatieven/nieuw/"
    assert "/werkplek/initiatieven/plan/" in {where for _, _, found in waiting.lists for where, _ in found}
