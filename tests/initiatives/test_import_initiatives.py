"""The command import_initiatives: new cases, changed ones, and who is recorded."""

from pathlib import Path

import pytest

from accounts.models import User
from accounts.roles import Role
from curation.models import StatusChange
from initiatives import workflow
from initiatives.exchange import Manner, check_file, import_file
from initiatives.models import Accommodation, Actor, CatalogueEntry, Initiative, InitiativeVersion, Keyword, Theme
from tests.factories import a_case, a_draft, a_person
from tests.initiatives.exchange_files import PLACE, take_over, write_ndjson

pytestmark = pytest.mark.django_db


def actions(record: Initiative) -> list[str]:
    return list(StatusChange.objects.of(record).order_by("pk").values_list("action", flat=True))


class TestNewCases:
    def test_they_are_drafts(self, tmp_path: Path) -> None:
        outcome = take_over(tmp_path, {"slug": "tuin", "title": "Tuin", **PLACE})

        record = Initiative.objects.get(slug="tuin")
        assert outcome.failure == ""
        assert record.published_version is None
        assert record.versions.get().status == "draft"
        assert actions(record) == ["draft"]
        assert not CatalogueEntry.objects.exists()

    def test_they_are_published_when_asked(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"slug": "tuin", "title": "Tuin", "themes": ["ontmoeting"], **PLACE}, publish=True)

        record = Initiative.objects.get(slug="tuin")
        assert record.published_version == record.versions.get()
        assert record.published_version.number == 1
        assert actions(record) == ["publish"]
        assert CatalogueEntry.objects.get().title == "Tuin"

    def test_they_belong_to_the_one_who_is_named(self, tmp_path: Path, fatma: User) -> None:
        take_over(tmp_path, {"title": "Tuin", **PLACE}, email=fatma.email.upper())

        record = Initiative.objects.get()
        assert list(record.owners.all()) == [fatma]
        assert list(record.versions.get().authors.all()) == [fatma]
        assert StatusChange.objects.of(record).get().by == fatma

    def test_an_editor_at_the_command_line_may_publish_alone(self, tmp_path: Path, carla: User) -> None:
        outcome = take_over(tmp_path, {"title": "Tuin", **PLACE}, email=carla.email, publish=True)

        assert outcome.failure == ""
        assert CatalogueEntry.objects.count() == 1

    def test_they_may_meet_online_alone(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "Tuin", "online": True}, publish=True)

        assert InitiativeVersion.objects.get().municipality is None


class TestAddresses:
    def slugs(self) -> list[str]:
        return list(Initiative.objects.order_by("pk").values_list("slug", flat=True))

    def test_one_is_made_from_the_title(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "Café ’t Hoekje!", **PLACE})

        assert self.slugs() == ["cafe-t-hoekje"]

    def test_the_place_tells_namesakes_apart_and_then_a_number(self, tmp_path: Path) -> None:
        row = {"title": "Buurttuin"}

        take_over(
            tmp_path,
            row | PLACE,
            row | {"municipality": "Utrecht"},
            row | {"municipality": "Utrecht", "neighbourhood": "Oost"},
            row | {"municipality": "Utrecht", "neighbourhood": "West"},
            row | {"online": True},
        )

        assert self.slugs() == [
            "buurttuin",
            "buurttuin-utrecht",
            "buurttuin-utrecht-2",
            "buurttuin-utrecht-3",
            "buurttuin-2",
        ]

    def test_one_that_is_taken_is_not_made(self, tmp_path: Path) -> None:
        moved = a_case(slug="tuin")
        workflow.change_slug(moved, "hof", by=None)
        a_case(slug="tuin-heerlen")

        take_over(tmp_path, {"title": "Tuin", **PLACE})

        assert self.slugs()[-1] == "tuin-heerlen-2"

    def test_one_that_another_line_asks_for_is_not_made(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "Tuin", **PLACE}, {"title": "Hof", "slug": "tuin", **PLACE})

        assert dict(Initiative.objects.values_list("slug", "versions__title")) == {
            "tuin": "Hof",
            "tuin-heerlen": "Tuin",
        }

    def test_a_title_without_letters_gets_one(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "☀☀", **PLACE})

        assert self.slugs() == ["initiatief"]

    def test_a_long_title_gets_a_short_one(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "a" * 200, **PLACE}, {"title": "a" * 199, **PLACE})

        assert all(len(slug) <= 120 for slug in self.slugs())
        assert len(set(self.slugs())) == 2


class TestKnownAgain:
    def test_by_address(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"slug": "tuin", "title": "Tuin", **PLACE})

        take_over(tmp_path, {"slug": "tuin", "title": "Hof"})

        assert InitiativeVersion.objects.get().title == "Hof"

    def test_by_the_address_it_once_had(self, tmp_path: Path) -> None:
        record = workflow.change_slug(a_case(slug="tuin"), "hof", by=None)

        take_over(tmp_path, {"slug": "tuin", "title": "Nieuw"})

        assert record.versions.open().get().title == "Nieuw"
        assert list(Initiative.objects.values_list("slug", flat=True)) == ["hof"]

    def test_without_address_by_title_and_place(self, tmp_path: Path) -> None:
        rows = [
            {"title": "Tuin", **PLACE},
            {"title": "Tuin", "municipality": "Utrecht"},
            {"title": "Tuin", "summary": "a", "neighbourhood": "Oost", **PLACE},
            {"title": "Tuin", "summary": "b", "neighbourhood": "Oost", **PLACE},
        ]
        take_over(tmp_path, *rows, publish=True)

        outcome = take_over(tmp_path, *rows, publish=True)

        assert outcome.failure == ""
        assert InitiativeVersion.objects.count() == Initiative.objects.count() == 4

    def test_not_when_several_could_be_meant(self, tmp_path: Path) -> None:
        row = {"title": "Tuin", **PLACE}
        take_over(tmp_path, row, row)

        outcome = take_over(tmp_path, {"title": "Hof", **PLACE}, row)

        assert len(outcome.errors) == 1
        assert "2, slug" in outcome.errors[0]
        assert Initiative.objects.count() == 2

    def test_one_case_is_not_two_lines(self, tmp_path: Path) -> None:
        row = {"title": "Tuin", **PLACE}
        take_over(tmp_path, row | {"slug": "tuin"})

        outcome = take_over(tmp_path, row, {"slug": "tuin", "summary": "Anders"})

        assert len(outcome.errors) == 1
        assert "2, slug" in outcome.errors[0]


class TestChanges:
    def test_the_same_again_does_nothing(self, tmp_path: Path) -> None:
        row = {"slug": "tuin", "title": "Tuin", "keywords": ["a"], "body": "*Hallo*", "started": 2012, **PLACE}
        take_over(tmp_path, row, publish=True)
        before = InitiativeVersion.objects.values().get()

        take_over(tmp_path, row, publish=True)
        take_over(tmp_path, row)

        assert InitiativeVersion.objects.values().get() == before
        assert StatusChange.objects.count() == 1

    def test_what_is_absent_stays_and_what_is_empty_goes(self, tmp_path: Path) -> None:
        row = {"slug": "tuin", "title": "Tuin", "summary": "Kort", "bonding": "Ja", "themes": ["sport"], **PLACE}
        take_over(tmp_path, row)

        take_over(tmp_path, {"slug": "tuin", "summary": "", "themes": None})

        version = InitiativeVersion.objects.get()
        assert (version.title, version.summary, version.bonding) == ("Tuin", "", "Ja")
        assert not version.themes.exists()

    def test_a_published_case_gets_a_draft(self, tmp_path: Path, fatma: User) -> None:
        record = a_case(themes=["sport"], actors=[("Club", "inwoners")], sources=["https://voorbeeld.nl/"], by=fatma)

        take_over(tmp_path, {"slug": record.slug, "summary": "Nieuw", "themes": ["eten"]}, email=fatma.email)

        draft = record.versions.open().get()
        assert draft.summary == "Nieuw"
        assert draft.title == record.published_version.title
        assert [theme.slug for theme in draft.themes.all()] == ["eten"]
        assert [row.actor.name for row in draft.involvements.all()] == ["Club"]
        assert [row.url for row in draft.sources.all()] == ["https://voorbeeld.nl/"]
        assert list(draft.authors.all()) == [fatma]
        assert record.published_version.involvements.count() == 1
        assert [theme.slug for theme in record.published_version.themes.all()] == ["sport"]
        assert actions(record)[-1] == "draft"

    def test_a_draft_is_changed_in_place(self, tmp_path: Path, carla: User, fatma: User) -> None:
        draft = a_draft(slug="tuin", by=fatma, themes=["sport", "eten"])

        take_over(tmp_path, {"slug": "tuin", "summary": "Nieuw", "themes": ["eten"]}, email=carla.email)

        version = InitiativeVersion.objects.get()
        assert version.pk == draft.pk
        assert version.summary == "Nieuw"
        assert [theme.slug for theme in version.themes.all()] == ["eten"]
        assert set(version.authors.all()) == {carla, fatma}
        assert list(version.record.owners.all()) == [fatma]

    def test_publishing_makes_the_next_version(self, tmp_path: Path) -> None:
        record = a_case(themes=["sport"])

        take_over(tmp_path, {"slug": record.slug, "title": "Nieuw"}, publish=True)

        record.refresh_from_db()
        assert (record.published_version.number, record.published_version.title) == (2, "Nieuw")
        assert [theme.slug for theme in record.published_version.themes.all()] == ["sport"]
        assert record.versions.get(number=1).title != "Nieuw"
        assert CatalogueEntry.objects.get().title == "Nieuw"
        assert actions(record) == ["publish", "publish"]

    def test_publishing_publishes_an_open_draft(self, tmp_path: Path) -> None:
        draft = a_draft(slug="tuin", title="Tuin")

        take_over(tmp_path, {"slug": "tuin", "title": "Tuin"}, publish=True)

        draft.refresh_from_db()
        assert (draft.status, draft.number) == ("published", 1)
        assert CatalogueEntry.objects.get().version == draft

    def test_publishing_what_is_published_leaves_a_draft_alone(self, tmp_path: Path) -> None:
        record = a_case(title="Tuin")
        draft = workflow.open_draft(record, by=None)
        InitiativeVersion.objects.filter(pk=draft.pk).update(title="In de maak")

        take_over(tmp_path, {"slug": record.slug, "title": "Tuin"}, publish=True)

        draft.refresh_from_db()
        assert (draft.title, draft.status) == ("In de maak", "draft")

    @pytest.mark.parametrize("publish", [True, False])
    def test_a_version_in_review_is_not_changed(self, tmp_path: Path, publish: bool) -> None:
        draft = a_draft(slug="tuin")
        workflow.submit(draft, by=None)

        outcome = take_over(tmp_path, {"slug": "tuin", "title": "Anders"}, publish=publish)

        assert len(outcome.errors) == 1
        assert InitiativeVersion.objects.open().get().title == draft.title

    @pytest.mark.parametrize("publish", [True, False])
    def test_a_withdrawn_case_is_not_changed(self, tmp_path: Path, publish: bool) -> None:
        record = workflow.withdraw(a_case(), by=None, reason="Op verzoek")

        outcome = take_over(tmp_path, {"slug": record.slug, "title": "Anders"}, publish=publish)

        assert len(outcome.errors) == 1
        assert InitiativeVersion.objects.count() == 1


class TestPeople:
    @pytest.mark.parametrize("email", ["niemand@voorbeeld.nl", "rik", "uit"])
    def test_who_may_not_import(self, tmp_path: Path, rik: User, email: str) -> None:
        switched_off = a_person(Role.EDITOR, is_active=False)
        address = {"rik": rik.email, "uit": switched_off.email}.get(email, email)

        outcome = take_over(tmp_path, {"title": "Tuin", **PLACE}, email=address)

        assert address in outcome.failure
        assert not Initiative.objects.exists()

    def test_a_researcher_may_not_publish(self, tmp_path: Path, fatma: User) -> None:
        outcome = take_over(tmp_path, {"title": "Tuin", **PLACE}, email=fatma.email, publish=True)

        assert fatma.email in outcome.failure

    def test_a_researcher_may_not_make_terms(self, tmp_path: Path, fatma: User) -> None:
        outcome = take_over(tmp_path, {"title": "Tuin", **PLACE}, email=fatma.email, create_terms=True)

        assert fatma.email in outcome.failure

    def test_a_researcher_changes_only_their_own(self, tmp_path: Path, fatma: User) -> None:
        a_draft(slug="van-een-ander")
        a_draft(slug="eigen", by=fatma)

        outcome = take_over(
            tmp_path,
            {"slug": "eigen", "title": "Mag"},
            {"slug": "van-een-ander", "title": "Mag niet"},
            email=fatma.email,
        )

        assert len(outcome.errors) == 1
        assert "2, slug" in outcome.errors[0]
        assert not InitiativeVersion.objects.filter(title__startswith="Mag").exists()


class TestDryRun:
    def test_it_tells_and_does_nothing(self, tmp_path: Path) -> None:
        known = a_case(title="Bekend")
        before = [model.objects.count() for model in (Theme, Actor, Keyword, StatusChange, InitiativeVersion)]
        rows = [
            {"title": "Nieuw", "themes": ["Ruimtevaart"], "keywords": ["raket"], "actors": [{"name": "NASA"}], **PLACE},
            {"slug": known.slug, "title": "Anders"},
            {"slug": a_case(title="Zo", slug="zo").slug, "title": "Zo"},
        ]

        outcome = take_over(tmp_path, *rows, dry_run=True, create_terms=True, publish=True)

        assert outcome.failure == ""
        assert "Ruimtevaart (ruimtevaart)" in outcome.out
        assert [word for word in outcome.out.split() if word.isdigit()] == ["1", "1", "1"]
        after = [model.objects.count() for model in (Theme, Actor, Keyword, StatusChange, InitiativeVersion)]
        assert after == [*before[:3], before[3] + 1, before[4] + 1]

    def test_it_finds_the_same_errors(self, tmp_path: Path) -> None:
        rows = [{"title": "", **PLACE}, {"title": "Tuin"}, {"slug": "a", "title": "A", **PLACE}, {"slug": "a"}]

        tried = take_over(tmp_path, *rows, dry_run=True)
        done = take_over(tmp_path, *rows)

        assert tried.errors == done.errors
        assert len(done.errors) == 3

    def test_it_counts_as_the_import_does(self, tmp_path: Path) -> None:
        path = write_ndjson(tmp_path / "x.ndjson", [{"title": f"T{number % 7}", **PLACE} for number in range(1200)])
        with path.open("rb") as file:
            checked = check_file(file, path.name, Manner(by=None))
        with path.open("rb") as file:
            imported = import_file(file, path.name, Manner(by=None))

        assert (checked.new, checked.errors) == (imported.new, imported.errors) == (1200, [])


class TestRowsOfACase:
    def test_actors_return_from_case_to_case(self, tmp_path: Path) -> None:
        actors = [
            {"name": "Club", "kind": "inwoners", "role": "initiatiefnemer"},
            {"name": "Club", "kind": "inwoners", "role": ""},
            {"name": "Club"},
        ]

        take_over(tmp_path, {"title": "A", "actors": actors, **PLACE}, {"title": "B", "actors": actors[:1], **PLACE})

        assert Actor.objects.filter(name="Club").count() == 2
        assert InitiativeVersion.objects.get(title="A").involvements.count() == 3

    def test_a_merged_actor_is_the_one_that_was_kept(self, tmp_path: Path) -> None:
        kept = Actor.objects.create(name="Stichting Club")
        Actor.objects.create(name="Club", merged_into=kept)

        take_over(tmp_path, {"title": "A", "actors": [{"name": "Club"}], **PLACE})

        assert InitiativeVersion.objects.get().involvements.get().actor == kept

    def test_keywords_are_found_in_any_case(self, tmp_path: Path) -> None:
        known = Keyword.objects.create(name="Moestuin", slug="moestuin")

        take_over(tmp_path, {"title": "A", "keywords": ["moestuin", "Moestuin", "Ébène", "ébène"], **PLACE})

        assert [row.tag.name for row in InitiativeVersion.objects.get().keyword_rows.order_by("pk")] == [
            "Moestuin",
            "Ébène",
        ]
        assert known.initiative_rows.count() == 1

    def test_access_is_left_as_given(self, tmp_path: Path) -> None:
        take_over(tmp_path, {"title": "A", "accommodations": [{"kind": "moestuin"}], **PLACE})

        accommodation = Accommodation.objects.get()
        assert (accommodation.name, accommodation.kind.slug, accommodation.access) == ("", "moestuin", "")
