"""The vocabulary and the actors in /beheer/: words, uses, merging, promoting, undoing."""

from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from curation.models import FormerSlug, Merge, StatusChange
from curation.uses import with_use_count
from initiatives.admin.actors import alike
from initiatives.models import AccommodationKind, Actor, ActorKind, InitiativeVersion, Keyword, Theme
from initiatives.vocabulary_workflow import merge_terms
from initiatives.workflow import open_draft, publish
from tests.administration import errors_of, filled_form, said, signed_in
from tests.factories import a_case, a_draft, a_lesson

pytestmark = pytest.mark.django_db
THEMES = "/beheer/initiatives/theme/"


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


def theme(slug: str) -> Theme:
    return Theme.objects.get(slug=slug)


def address(row: Any) -> str:
    return reverse(f"admin:initiatives_{row._meta.model_name}_change", args=[row.pk])


def send(client: Client, where: str, **changes: Any) -> Any:
    return client.post(where, filled_form(client.get(where)) | changes, follow=True)


def merge_in_browser(client: Client, rows: list[Any], kept: Any, **extra: Any) -> Any:
    where = reverse(f"admin:initiatives_{rows[0]._meta.model_name}_changelist")
    data = {"action": "merge", "_selected_action": [row.pk for row in rows]}
    page = client.post(where, data)
    assert {row.pk for row, _moves in page.context["rows"]} == {row.pk for row in rows}
    return client.post(where, data | {"confirm": "1", "kept": kept.pk} | extra, follow=True)


class TestATerm:
    def test_a_new_one_gets_an_address_from_its_name(self, editor: Client, carla: User) -> None:
        send(editor, THEMES + "add/", name="Samen  klussen", synonyms="klussen, repareren")

        made = theme("samen-klussen")
        assert (made.name, made.synonyms) == ("Samen klussen", ["klussen", "repareren"])
        assert StatusChange.objects.get(action="add_term").by == carla

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": "Omzien naar elkaar"}, "name"),
            ({"synonyms": "SPORT EN BEWEGEN"}, "synonyms"),
            ({"slug": "omzien"}, "slug"),
            ({"slug": "met spatie"}, "slug"),
            ({"name": ""}, "name"),
        ],
    )
    def test_what_is_taken_is_refused_beside_its_field(self, editor: Client, changes: Any, field: str) -> None:
        response = send(editor, address(theme("ontmoeting")), **changes)

        assert field in errors_of(response)
        assert theme("ontmoeting").name == "ontmoeting"

    def test_a_changed_address_redirects(self, editor: Client) -> None:
        send(editor, address(theme("ontmoeting")), slug="elkaar-treffen")

        assert FormerSlug.objects.owner_of(Theme, "ontmoeting") == theme("elkaar-treffen").pk

    def test_saving_without_typing_keeps_synonyms_with_commas(self, editor: Client) -> None:
        kept = theme("ontmoeting")
        kept.synonyms = ["kerk, moskee of tempel", "plein"]
        kept.save()

        send(editor, address(kept))

        assert theme("ontmoeting").synonyms == ["kerk, moskee of tempel", "plein"]

    def test_one_in_use_cannot_be_deleted_and_an_unused_one_can(self, editor: Client) -> None:
        a_draft(themes=["ontmoeting"])

        for slug in ("ontmoeting", "wonen"):
            editor.post(reverse("admin:initiatives_theme_delete", args=[theme(slug).pk]), {"post": "yes"})

        assert Theme.objects.filter(slug="ontmoeting").exists()
        assert not Theme.objects.filter(slug="wonen").exists()

    def test_one_that_only_an_older_version_uses_cannot_be_deleted(self, editor: Client) -> None:
        case = a_case(themes=["ontmoeting"])
        draft: Any = open_draft(case, by=None)
        draft.themes.clear()
        publish(draft, by=None)

        editor.post(reverse("admin:initiatives_theme_delete", args=[theme("ontmoeting").pk]), {"post": "yes"})

        assert Theme.objects.filter(slug="ontmoeting").exists()

    def test_a_merged_one_can_only_be_read(self, editor: Client) -> None:
        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=None)

        assert editor.get(address(theme("omzien"))).status_code == 200
        assert editor.post(address(theme("omzien")), {"name": "x"}).status_code == 403

    def test_the_kind_of_accommodation_keeps_its_usual_access(self, editor: Client) -> None:
        kind = AccommodationKind.objects.get(slug="buurthuis")

        send(editor, address(kind), default_access="buiten")

        kind.refresh_from_db()
        assert kind.default_access == "buiten"


class TestUses:
    def test_open_and_published_versions_count_and_older_ones_do_not(self) -> None:
        a_draft(themes=["ontmoeting"])
        case = a_case(themes=["ontmoeting"])
        draft = open_draft(case, by=None)
        lesson: Any = a_lesson().published_version
        lesson.themes.add(theme("ontmoeting"))
        used = with_use_count(Theme.objects.filter(slug="ontmoeting"))
        assert used.get().use_count == 4

        publish(draft, by=None)  # type: ignore[type-var]

        assert used.get().use_count == 3

    def test_a_kind_counts_its_actors(self) -> None:
        a_draft(actors=[("De Haard", "welzijn"), ("Vuur", "welzijn")])

        assert with_use_count(ActorKind.objects.filter(slug="welzijn")).get().use_count == 2


class TestMerging:
    def test_it_asks_and_then_merges(self, editor: Client, carla: User) -> None:
        case = a_case(themes=["omzien"])

        response = merge_in_browser(editor, [theme("omzien"), theme("ontmoeting")], theme("ontmoeting"))

        assert said(response) == ["success"]
        version: Any = case.published_version
        assert list(version.themes.all()) == [theme("ontmoeting")]
        assert Merge.objects.get().by == carla

    def test_it_says_in_words_what_moves(self, editor: Client) -> None:
        a_case(themes=["omzien"])
        data = {"action": "merge", "_selected_action": [theme("omzien").pk, theme("ontmoeting").pk]}

        page = editor.post(THEMES, data)

        moves = {row.slug: moves for row, moves in page.context["rows"]}
        assert moves["omzien"] == [(InitiativeVersion._meta.verbose_name_plural, 1)]

    def test_several_at_once(self, editor: Client) -> None:
        rows = [theme("omzien"), theme("ontmoeting"), theme("samenhang")]

        merge_in_browser(editor, rows, theme("samenhang"))

        assert Theme.objects.filter(merged_into=theme("samenhang")).count() == 2

    def test_asking_alone_changes_nothing(self, editor: Client) -> None:
        editor.post(THEMES, {"action": "merge", "_selected_action": [theme("omzien").pk, theme("ontmoeting").pk]})

        assert not Merge.objects.exists()

    @pytest.mark.parametrize("slugs", [["ontmoeting"], ["ontmoeting", "omzien"]])
    def test_it_needs_two_that_are_not_merged(self, editor: Client, slugs: list[str]) -> None:
        merge_terms(theme("omzien"), into=theme("samenhang"), by=None)

        data = {"action": "merge", "_selected_action": [theme(slug).pk for slug in slugs]}

        assert said(editor.post(THEMES, data, follow=True)) == ["error"]

    def test_what_stays_is_one_of_those_chosen(self, editor: Client) -> None:
        rows = [theme("omzien"), theme("ontmoeting")]

        merge_in_browser(editor, rows, theme("samenhang"))

        assert not Merge.objects.exists()

    def test_actors_that_are_alike_are_shown_and_merged(self, editor: Client) -> None:
        a_case(actors=[("Stichting De Haard", "welzijn"), ("de haard", "welzijn"), ("Vuur", "zorg")])
        duplicates = list(Actor.objects.exclude(name="Vuur"))

        found = editor.get("/beheer/initiatives/actor/?dubbel=1").context["cl"].result_list
        assert set(found) == set(duplicates)
        merge_in_browser(editor, duplicates, duplicates[0])

        assert alike() == []

    def test_renaming_an_actor_to_one_like_it_warns(self, editor: Client) -> None:
        a_case(actors=[("De Haard", "welzijn"), ("Vuur", "welzijn")])

        response = send(editor, address(Actor.objects.get(name="Vuur")), name="Haard")

        assert "warning" in said(response)

    def test_no_admin_can_delete_a_selection(self, bram: User) -> None:
        request = HttpRequest()
        request.user = bram

        assert not any("delete_selected" in each.get_actions(request) for each in admin.site._registry.values())


class TestUndoing:
    def test_it_asks_and_then_parts(self, editor: Client) -> None:
        case = a_case(themes=["omzien"])
        merge = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=None)
        where = reverse("admin:curation_merge_undoing", args=[merge.pk])

        assert "“”" not in editor.get(where).content.decode()
        assert theme("omzien").merged_into
        response = editor.post(where, follow=True)

        version: Any = case.published_version
        assert said(response) == ["success"]
        assert list(version.themes.all()) == [theme("omzien")]

    def test_it_says_why_it_cannot(self, editor: Client) -> None:
        merge = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=None)
        where = reverse("admin:curation_merge_undoing", args=[merge.pk])
        editor.post(where, follow=True)

        assert said(editor.post(where, follow=True)) == ["error"]
        assert theme("omzien").merged_into is None


class TestPromotingAKeyword:
    def promote(self, client: Client, keyword: Keyword, to: Theme | None = None) -> Any:
        where = reverse("admin:initiatives_keyword_promotion", args=[keyword.pk])
        assert client.get(where).status_code == 200
        return client.post(where, {"to": to.pk if to else ""}, follow=True)

    def test_to_a_theme_of_its_own(self, editor: Client) -> None:
        a_draft().keywords.add("moestuin")

        self.promote(editor, Keyword.objects.get())

        assert theme("moestuin").initiative_rows.count() == 1

    def test_to_a_synonym(self, editor: Client) -> None:
        a_draft().keywords.add("moestuin")

        self.promote(editor, Keyword.objects.get(), theme("groen"))

        assert "moestuin" in theme("groen").synonyms

    def test_a_word_that_is_taken_is_refused_on_the_page(self, editor: Client) -> None:
        a_draft().keywords.add("Ontmoeting")

        response = self.promote(editor, Keyword.objects.get())

        assert response.context["form"].errors
        assert Keyword.objects.exists()

    def test_one_in_use_cannot_be_deleted(self, editor: Client) -> None:
        a_draft().keywords.add("moestuin")
        where = reverse("admin:initiatives_keyword_delete", args=[Keyword.objects.get().pk])

        assert editor.post(where, {"post": "yes"}).status_code == 403
