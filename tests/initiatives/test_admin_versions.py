"""The form of a case in /beheer/: what it keeps, what it refuses and where it says so, and the buttons below it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from curation.models import FormerSlug, StatusChange
from initiatives.models import Actor, CatalogueEntry, Initiative, InitiativeVersion, Keyword
from initiatives.workflow import change_slug, submit
from tests.administration import errors_of, filled_form, said, signed_in
from tests.factories import a_case, a_draft

pytestmark = pytest.mark.django_db
ADD = "/beheer/initiatives/initiativeversion/add/"


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


def address(version: InitiativeVersion) -> str:
    return reverse("admin:initiatives_initiativeversion_change", args=[version.pk])


def send(client: Client, where: str, button: str = "_continue", **changes: Any) -> Any:
    data = filled_form(client.get(where)) | changes | {button: "1"}
    return client.post(where, data, follow=True)


class TestANewCase:
    def test_a_title_is_enough_for_a_draft(self, editor: Client, carla: User) -> None:
        send(editor, ADD, title="De Nieuwe Plek")

        version = InitiativeVersion.objects.get(title="De Nieuwe Plek")
        assert version.record.slug == "de-nieuwe-plek"
        assert version.status == "draft"
        assert list(version.authors.all()) == [carla]
        assert StatusChange.objects.of(version.record).get().action == "draft"

    def test_its_address_is_one_that_no_case_has_or_had(self, editor: Client) -> None:
        case = a_case(slug="plek")
        FormerSlug.objects.create(
            record_type=StatusChange.objects.of(case).first().record_type, slug="plek-2", record_id=case.pk
        )

        send(editor, ADD, title="Plek")

        assert InitiativeVersion.objects.get(title="Plek").record.slug == "plek-3"

    def test_an_address_that_is_taken_is_refused_beside_its_field(self, editor: Client) -> None:
        change_slug(a_case(slug="plek"), "andere-plek", by=None)

        for slug in ("plek", "andere-plek"):
            response = send(editor, ADD, title="Plek", slug=slug)

            assert set(errors_of(response)) == {"slug"}
        assert Initiative.objects.count() == 1

    def test_adding_a_case_leads_to_its_first_draft(self, editor: Client) -> None:
        response = editor.get("/beheer/initiatives/initiative/add/")

        assert response.url == ADD

    def test_it_is_not_published_at_once(self, editor: Client) -> None:
        response = send(editor, ADD, button="_publicatie", title="Plek", municipality="Heerlen")

        assert response.redirect_chain[-1][0] == reverse("workspace_review", args=["plek"])
        assert InitiativeVersion.objects.get().status == "draft"

    def test_everything_a_case_says_is_kept(self, editor: Client) -> None:
        draft = a_draft()
        form = editor.get(address(draft)).context["adminform"].form
        theme = form.fields["themes"].queryset.get(slug="ontmoeting")
        group = form.fields["target_group_terms"].queryset.first()
        work = form.fields["community_work_terms"].queryset.first()

        response = send(
            editor,
            address(draft),
            title="Krachtstation",
            summary="Kort",
            body="Een *lang* verhaal.",
            municipality="den bosch",
            neighbourhood="De Muntel",
            themes=[theme.pk],
            target_group_terms=[group.pk],
            community_work_terms=[work.pk],
            keywords="koffie, Moestuin",
            bonding="Buren",
            started="november 2019",
            ended="2020",
            visited="2019-11-05",
            not_found=["linking"],
            uncertain=["started"],
            **{
                "involvements-0-actor_name": "De Haard",
                "accommodations-0-name": "Schuur",
                "sources-0-title": "Krant",
                "sources-0-year": "2020",
            },
        )

        assert errors_of(response) == {}
        draft.refresh_from_db()
        assert (draft.title, draft.municipality_id, draft.started, draft.ended) == (
            "Krachtstation",
            "GM0796",
            "2019-11",
            "2020",
        )
        assert draft.body == "<p>Een <em>lang</em> verhaal.</p>"
        assert list(draft.themes.all()) == [theme]
        assert list(draft.target_groups.all()) == [group]
        assert list(draft.community_work.all()) == [work]
        assert set(draft.keywords.names()) == {"koffie", "Moestuin"}
        assert (draft.not_found, draft.uncertain) == (["linking"], ["started"])
        assert draft.involvements.get().actor.name == "De Haard"
        assert draft.accommodations.get().name == "Schuur"
        assert draft.sources.get().year == 2020

    def test_saving_without_typing_changes_nothing_and_makes_nobody_an_author(
        self, editor: Client, fatma: User
    ) -> None:
        draft = a_draft(
            by=fatma,
            themes=["ontmoeting", "omzien"],
            actors=[("De Haard", "welzijn"), ("de haard", "welzijn")],
            accommodations=[("Schuur", "buurthuis", "publiek")],
            sources=["https://voorbeeld.nl/"],
            body="<h2>Begin</h2><p>Een <strong>verhaal</strong>.</p>",
            started="2019",
        )
        draft.keywords.add("een, twee", "drie")

        def all_of() -> list[Any]:
            fresh = InitiativeVersion.objects.values().get(pk=draft.pk)
            fresh.pop("changed_at")
            rows = [sorted(rows.values_list()) for rows in draft.rows_that_belong()]
            return [fresh, rows, list(draft.authors.all())]

        before = all_of()

        response = send(editor, address(draft))

        assert errors_of(response) == {}
        assert all_of() == before

    def test_whoever_types_becomes_an_author(self, editor: Client, carla: User, fatma: User) -> None:
        draft = a_draft(by=fatma)

        send(editor, address(draft), summary="Anders")

        assert set(draft.authors.all()) == {fatma, carla}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", ""),
            ("municipality", "Nergenshuizen"),
            ("municipality", "bergen"),
            ("started", "ooit"),
            ("ended", "1900"),
            ("keywords", "x" * 101),
            ("themes", ["999999"]),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
        self, editor: Client, field: str, value: Any
    ) -> None:
        draft = a_draft(started="2010")

        response = send(editor, address(draft), summary="Dit bleef staan", **{field: value})

        assert field in errors_of(response)
        form = response.context["adminform"].form
        assert form["summary"].value() == "Dit bleef staan"
        assert form[field].value() == value

    @pytest.mark.parametrize("field", ["bonding", "neighbourhood", "started"])
    def test_a_value_cannot_be_not_found_as_well(self, editor: Client, field: str) -> None:
        draft = a_draft()

        response = send(editor, address(draft), not_found=[field], **{field: "2019"})

        assert field in errors_of(response)

    @pytest.mark.parametrize("rows", ["themes", "target_group_terms"])
    def test_terms_cannot_be_not_found_as_well(self, editor: Client, rows: str) -> None:
        draft = a_draft()
        term = editor.get(address(draft)).context["adminform"].form.fields[rows].queryset.first()

        response = send(editor, address(draft), not_found=["themes", "target_groups"], **{rows: [term.pk]})

        assert rows in errors_of(response)

    def test_actors_cannot_be_not_found_as_well(self, editor: Client) -> None:
        draft = a_draft()

        response = send(editor, address(draft), not_found=["actors"], **{"involvements-0-actor_name": "De Haard"})

        assert errors_of(response)
        assert not draft.involvements.exists()

    def test_a_former_municipality_is_kept_as_it_was_named(self, editor: Client) -> None:
        draft = a_draft()

        send(editor, address(draft), municipality="Littenseradiel")

        draft.refresh_from_db()
        assert draft.municipality_id == "GM0140"

    def test_an_actor_that_exists_is_not_made_again(self, editor: Client) -> None:
        draft = a_draft(actors=[("De Haard", "welzijn")])
        kind = Actor.objects.get().kind_id
        other = a_draft()

        send(
            editor,
            address(other),
            **{"involvements-0-actor_name": "DE  HAARD", "involvements-0-actor_kind": str(kind)},
        )

        assert other.involvements.get().actor == draft.involvements.get().actor

    def test_the_same_actor_twice_in_one_role_is_refused_beside_its_name(self, editor: Client) -> None:
        draft = a_draft()

        response = send(
            editor,
            address(draft),
            **{"involvements-0-actor_name": "De Haard", "involvements-1-actor_name": "de haard"},
        )

        assert set(errors_of(response)) == {"involvements-1-actor_name"}

    def test_an_accommodation_needs_a_name_or_a_kind(self, editor: Client) -> None:
        response = send(editor, address(a_draft()), **{"accommodations-0-access": "publiek"})

        assert set(errors_of(response)) == {"accommodations-0-name"}

    def test_a_source_needs_a_title_or_an_address_that_is_none_of_a_script(self, editor: Client) -> None:
        draft = a_draft()

        response = send(editor, address(draft), **{"sources-0-year": "2020", "sources-1-url": "javascript:alert(1)"})

        assert set(errors_of(response)) == {"sources-0-title", "sources-1-url"}

    def test_keywords_differ_by_more_than_case(self, editor: Client) -> None:
        Keyword.objects.create(name="Moestuin", slug="moestuin")
        draft = a_draft()

        send(editor, address(draft), keywords="moestuin, MOESTUIN")

        assert list(draft.keywords.names()) == ["Moestuin"]


class TestAPublishedVersion:
    def test_it_can_be_read_and_not_changed(self, editor: Client) -> None:
        case = a_case(title="Vast", themes=["ontmoeting"], not_found=["linking"])
        version = case.published_version

        page = editor.get(address(version))
        answer = editor.post(address(version), {"title": "Anders", "_save": "1"})

        assert page.status_code == 200
        assert not page.context["has_change_permission"]
        assert answer.status_code == 403
        version.refresh_from_db()
        assert version.title == "Vast"

    def test_it_cannot_be_deleted(self, editor: Client) -> None:
        version = a_case().published_version
        where = reverse("admin:initiatives_initiativeversion_delete", args=[version.pk])

        assert editor.post(where, {"post": "yes"}).status_code == 403


class TestTheButtons:
    @pytest.mark.parametrize(
        ("button", "page"), [("_indiening", "workspace_submission"), ("_publicatie", "workspace_review")]
    )
    def test_what_was_typed_is_saved_before_going_where_it_is_submitted(
        self, editor: Client, button: str, page: str
    ) -> None:
        draft = a_draft()

        response = send(editor, address(draft), button=button, title="Af")

        draft.refresh_from_db()
        assert response.redirect_chain[-1][0] == reverse(page, args=[draft.record.slug])
        assert (draft.title, draft.status) == ("Af", "draft")

    def test_publishing_what_somebody_else_wrote(self, editor: Client, fatma: User) -> None:
        draft = a_draft(by=fatma)
        submit(draft, by=fatma)

        send(editor, address(draft), button="_publicatie")

        draft.refresh_from_db()
        assert (draft.status, draft.number) == ("published", 1)
        assert CatalogueEntry.objects.get().title == draft.title

    def test_publishing_what_one_wrote_alone_is_refused_and_what_was_typed_is_kept(
        self, editor: Client, carla: User
    ) -> None:
        draft = a_draft(by=carla)
        submit(draft, by=carla)

        response = send(editor, address(draft), button="_publicatie", title="Bijna")

        draft.refresh_from_db()
        assert (draft.title, draft.status) == ("Bijna", "in_review")
        assert "error" in said(response)

    def test_a_case_without_a_place_is_refused(self, editor: Client, fatma: User) -> None:
        draft = a_draft(by=fatma)
        submit(draft, by=fatma)

        send(editor, address(draft), button="_publicatie", municipality="")

        draft.refresh_from_db()
        assert draft.status == "in_review"

    def test_a_draft_on_top_can_be_thrown_away(self, editor: Client) -> None:
        case = a_case()
        editor.post(reverse("admin:initiatives_initiative_step", args=[case.pk, "concept"]))
        draft = case.versions.open().get()

        editor.post(reverse("admin:initiatives_initiativeversion_delete", args=[draft.pk]), {"post": "yes"})

        assert not case.versions.open().exists()
        assert StatusChange.objects.of(case).filter(action="discard").exists()

    def test_a_first_draft_goes_with_its_case(self, editor: Client) -> None:
        draft = a_draft()
        where = reverse("admin:initiatives_initiativeversion_delete", args=[draft.pk])

        assert editor.post(where, {"post": "yes"}).status_code == 403
        editor.post(reverse("admin:initiatives_initiative_delete", args=[draft.record_id]), {"post": "yes"})

        assert not Initiative.objects.exists()
