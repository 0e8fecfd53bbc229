"""Entering a case without JavaScript: the page, saving as a whole, rows, choices, and who may."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from curation.models import Status
from initiatives import workflow
from initiatives.models import Actor, ActorKind, Initiative, InitiativeVersion
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_person
from tests.workspace.pages import address_of, filled_in, send
from workspace.models import Typing

pytestmark = pytest.mark.django_db


def current(version: InitiativeVersion) -> InitiativeVersion:
    return InitiativeVersion.objects.get(pk=version.pk)


class TestBeginning:
    def test_a_name_and_a_place_are_enough(self, fatma: User) -> None:
        response = signed_in(fatma).post("/werkplek/initiatieven/nieuw/", {"title": "Tuin", "municipality": "Heerlen"})

        version = InitiativeVersion.objects.get()
        assert response.headers["Location"] == "/werkplek/initiatieven/tuin/"
        assert (version.title, version.municipality_id, version.status) == ("Tuin", "GM0917", Status.DRAFT)
        assert list(version.record.owners.all()) == list(version.authors.all()) == [fatma]

    @pytest.mark.parametrize(
        ("sent", "wrong"),
        [
            ({"title": "", "municipality": "Heerlen"}, "title"),
            ({"title": "Tuin"}, "municipality"),
            ({"title": "Tuin", "municipality": "Nergenshuizen"}, "municipality"),
        ],
    )
    def test_what_is_missing_is_said_beside_the_field(self, fatma: User, sent: dict[str, str], wrong: str) -> None:
        response = signed_in(fatma).post("/werkplek/initiatieven/nieuw/", sent)

        assert response.status_code == 422
        assert list(response.context["form"].errors) == [wrong]
        assert not Initiative.objects.exists()

    def test_no_case_gets_the_address_of_the_page_for_new_ones(self, fatma: User) -> None:
        client = signed_in(fatma)

        response = client.post("/werkplek/initiatieven/nieuw/", {"title": "Nieuw", "online": "on"})

        assert client.get(response.headers["Location"]).context["version"].title == "Nieuw"


class TestSaving:
    def test_everything_that_is_filled_in_is_there_afterwards(self, fatma: User) -> None:
        draft = a_draft(by=fatma, municipality=None)
        kind = ActorKind.objects.get(slug="welzijn")
        client = signed_in(fatma)
        page = client.get(address_of(draft))

        response = send(
            client,
            page,
            {
                "title": "Soep op dinsdag",
                "summary": "Wie wil, eet mee.",
                "started": "november 2012",
                "started_certainty": "uncertain",
                "visited_certainty": "not_found",
                "municipality": "Heerlen",
                "keywords": "prei, breien",
                "body": "## Begin\n\nHet ruikt naar prei.",
                "actors-0-actor_name": "De Haard",
                "actors-0-actor_kind": str(kind.pk),
                "accommodations-0-name": "Buurthuis",
                "sources-0-url": "voorbeeld.nl/bron",
            },
        )

        draft = current(draft)
        assert response.status_code == 302
        assert (draft.title, draft.summary, draft.started) == ("Soep op dinsdag", "Wie wil, eet mee.", "2012-11")
        assert (draft.uncertain, draft.not_found) == (["started"], ["visited"])
        assert draft.municipality_id == "GM0917"
        assert sorted(draft.keywords.names()) == ["breien", "prei"]
        assert draft.body == "<h2>Begin</h2>\n<p>Het ruikt naar prei.</p>"
        assert [(row.actor.name, row.actor.kind) for row in draft.involvements.all()] == [("De Haard", kind)]
        assert [row.name for row in draft.accommodations.all()] == ["Buurthuis"]
        assert [row.url for row in draft.sources.all()] == ["https://voorbeeld.nl/bron"]
        assert not Typing.objects.exists()

    def test_sending_what_one_saw_changes_nothing(self, fatma: User) -> None:
        draft = a_draft(
            by=fatma,
            title="Tuin",
            themes=["ontmoeting", "sport"],
            actors=[("De Haard", "welzijn")],
            accommodations=[("Buurthuis", "buurthuis", "publiek")],
            sources=["https://voorbeeld.nl/"],
            body="<p>Een.</p>\n<p>Twee.</p>",
            started="2012",
            not_found=["ended"],
        )
        before = current(draft).changed_at
        client = signed_in(fatma)

        assert send(client, client.get(address_of(draft)), {}).status_code == 302

        assert current(draft).changed_at == before

    def test_what_is_no_date_is_kept_as_typed_and_the_rest_is_saved(self, fatma: User) -> None:
        draft = a_draft(by=fatma)
        client = signed_in(fatma)

        response = send(client, client.get(address_of(draft)), {"started": "ooit", "summary": "Eten."})

        assert response.status_code == 422
        assert (current(draft).started, current(draft).summary) == ("", "Eten.")
        again = filled_in(signed_in(fatma).get(address_of(draft)))
        assert again["started"] == ["ooit"]
        assert filled_in(signed_in(a_person(Role.EDITOR)).get(address_of(draft)))["started"] == [""]

    def test_an_end_and_a_start_that_need_each_other_are_both_saved(self, fatma: User) -> None:
        draft = a_draft(by=fatma, started="2012", ended="2015")
        client = signed_in(fatma)

        send(client, client.get(address_of(draft)), {"started": "2020", "ended": "2022"})

        assert (current(draft).started, current(draft).ended) == ("2020", "2022")

    def test_a_value_cannot_be_there_and_not_be_found(self, fatma: User) -> None:
        draft = a_draft(by=fatma)
        client = signed_in(fatma)

        response = send(
            client,
            client.get(address_of(draft)),
            {"bonding": "Iedereen.", "bonding_certainty": "not_found", "accommodations-0-name": "Plein"}
            | {"accommodations_certainty": "not_found"},
        )

        waiting = {shown.part.name for shown in response.context["page"].waiting}
        assert (response.status_code, waiting) == (422, {"bonding", "accommodations"})
        assert (current(draft).bonding, current(draft).not_found) == ("", [])

    @pytest.mark.parametrize(
        "text", ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "💧" * 50]
    )
    def test_strange_characters_are_no_trouble(self, fatma: User, text: str) -> None:
        draft = a_draft(by=fatma)
        client = signed_in(fatma)
        page = client.get(address_of(draft))

        sent = dict.fromkeys(["summary", "started", "municipality", "keywords", "body", "actors-0-actor_name"], text)

        assert send(client, page, sent | {"themes": text, "phase": text}).status_code in {302, 422}


class TestRows:
    def test_rows_change_places_go_and_come(self, fatma: User) -> None:
        draft = a_draft(by=fatma, sources=["https://een.nl/", "https://twee.nl/", "https://drie.nl/"])
        client = signed_in(fatma)

        def urls() -> list[str]:
            return list(draft.sources.order_by("pk").values_list("url", flat=True))

        send(client, client.get(address_of(draft)), {"step": "sources.up.2"})
        assert urls() == ["https://een.nl/", "https://drie.nl/", "https://twee.nl/"]
        send(client, client.get(address_of(draft)), {"step": "sources.down.0"})
        assert urls() == ["https://drie.nl/", "https://een.nl/", "https://twee.nl/"]
        send(client, client.get(address_of(draft)), {"step": "sources.remove.1"})
        assert urls() == ["https://drie.nl/", "https://twee.nl/"]
        more = client.get(send(client, client.get(address_of(draft)), {"step": "sources.add"}).headers["Location"])
        assert filled_in(more)["sources"] == ["0", "1", "2"]

    def test_a_wrong_row_keeps_all_rows_as_they_were_typed(self, fatma: User) -> None:
        draft = a_draft(by=fatma, sources=["https://een.nl/"])
        client = signed_in(fatma)
        page = client.get(address_of(draft))

        response = send(client, page, {"sources-0-title": "Een", "sources-0-year": "lang geleden"})

        assert response.status_code == 422
        assert list(draft.sources.values_list("title", "year")) == [("", None)]
        again = filled_in(client.get(address_of(draft)))
        assert (again["sources-0-title"], again["sources-0-year"]) == (["Een"], ["lang geleden"])


class TestActors:
    def test_one_who_is_known_is_taken(self, fatma: User) -> None:
        a_draft(actors=[("De Haard", "welzijn")])
        draft, kind = a_draft(by=fatma), ActorKind.objects.get(slug="welzijn")
        client = signed_in(fatma)

        send(
            client,
            client.get(address_of(draft)),
            {"actors-0-actor_name": "de haard", "actors-0-actor_kind": str(kind.pk)},
        )

        assert Actor.objects.get() == draft.involvements.get().actor

    def test_near_duplicates_are_asked_about_before_anything_is_made(self, fatma: User) -> None:
        a_draft(actors=[("Stichting De Haard", "welzijn")])
        known, draft = Actor.objects.get(), a_draft(by=fatma)
        client = signed_in(fatma)

        asked = send(client, client.get(address_of(draft)), {"actors-0-actor_name": "Stichting De Haart"})

        (row,) = asked.context["page"].part("actors").rows
        assert (asked.status_code, row.alike) == (422, [known])
        assert Actor.objects.count() == 1

        send(client, asked, {"actors-0-same_as": str(known.pk)})
        assert draft.involvements.get().actor == known

    def test_one_who_only_looks_the_same_can_be_made_all_the_same(self, fatma: User) -> None:
        a_draft(actors=[("Stichting De Haard", "welzijn")])
        draft, client = a_draft(by=fatma), signed_in(fatma)

        asked = send(client, client.get(address_of(draft)), {"actors-0-actor_name": "Stichting De Haart"})
        send(client, asked, {"actors-0-same_as": "new"})

        assert draft.involvements.get().actor.name == "Stichting De Haart"

    def test_the_same_name_of_another_kind_is_asked_about(self, fatma: User) -> None:
        a_draft(actors=[("De Haard", "welzijn")])
        draft, client = a_draft(by=fatma), signed_in(fatma)

        asked = send(client, client.get(address_of(draft)), {"actors-0-actor_name": "De Haard"})

        assert asked.status_code == 422
        assert not draft.involvements.exists()


class TestTwoPeople:
    def test_different_fields_merge(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        one, other = signed_in(fatma), signed_in(carla)
        seen, also_seen = one.get(address_of(draft)), other.get(address_of(draft))

        send(one, seen, {"summary": "Van Fatma"})
        response = send(other, also_seen, {"bonding": "Van Carla"})

        assert response.status_code == 302
        assert (current(draft).summary, current(draft).bonding) == ("Van Fatma", "Van Carla")

    def test_the_same_field_gives_both_texts_to_choose_from(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        one, other = signed_in(fatma), signed_in(carla)
        seen, also_seen = one.get(address_of(draft)), other.get(address_of(draft))

        send(one, seen, {"summary": "Van Fatma"})
        response = send(other, also_seen, {"summary": "Van Carla"})

        choice = response.context["page"].part("summary").choice
        assert response.status_code == 409
        assert ([text for _, text in choice.mine], [text for _, text in choice.theirs]) == (
            ["Van Carla"],
            ["Van Fatma"],
        )
        assert choice.change.by == fatma
        assert current(draft).summary == "Van Fatma"
        assert Typing.objects.get().value["summary"] == "Van Carla"

    @pytest.mark.parametrize(("choice", "text"), [("mine", "Van Carla"), ("theirs", "Van Fatma")])
    def test_what_is_chosen_stays(self, fatma: User, carla: User, choice: str, text: str) -> None:
        draft = a_draft(by=fatma)
        one, other = signed_in(fatma), signed_in(carla)
        seen, also_seen = one.get(address_of(draft)), other.get(address_of(draft))
        send(one, seen, {"summary": "Van Fatma"})
        conflict = send(other, also_seen, {"summary": "Van Carla"})

        assert send(other, conflict, {"choice-summary": choice}).status_code == 302

        assert current(draft).summary == text
        assert not Typing.objects.exists()

    def test_a_choice_between_texts_of_which_one_is_new_is_asked_again(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        one, other = signed_in(fatma), signed_in(carla)
        seen, also_seen = one.get(address_of(draft)), other.get(address_of(draft))
        send(one, seen, {"summary": "Van Fatma"})
        conflict = send(other, also_seen, {"summary": "Van Carla"})
        send(one, one.get(address_of(draft)), {"summary": "Nog eens van Fatma"})

        assert send(other, conflict, {"choice-summary": "mine"}).status_code == 409
        assert current(draft).summary == "Nog eens van Fatma"

    def test_the_same_text_twice_is_no_conflict(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        one, other = signed_in(fatma), signed_in(carla)
        seen, also_seen = one.get(address_of(draft)), other.get(address_of(draft))

        send(one, seen, {"summary": "Hetzelfde"})

        assert send(other, also_seen, {"summary": "Hetzelfde"}).status_code == 302

    def test_a_change_by_another_door_is_not_overwritten_either(self, fatma: User) -> None:
        draft = a_draft(by=fatma)
        client = signed_in(fatma)
        seen = client.get(address_of(draft))
        InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Uit een invoerbestand")

        assert send(client, seen, {"summary": "Van Fatma"}).status_code == 409
        assert current(draft).summary == "Uit een invoerbestand"

    def test_each_sees_who_else_is_here(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        client = signed_in(fatma)
        send(client, client.get(address_of(draft)), {"summary": "Soep"})

        assert signed_in(carla).get(address_of(draft)).context["here"] == [fatma]


class TestWhatIsNotOpen:
    def test_a_published_case_asks_for_a_revision_first(self, fatma: User) -> None:
        case = a_case(by=fatma, title="Tuin")
        client = signed_in(fatma)
        address = f"/werkplek/initiatieven/{case.slug}/"
        assert "page" not in client.get(address).context

        client.post(f"{address}herziening/")

        assert client.get(address).context["version"].title == "Tuin"

    def test_what_is_sent_to_a_version_that_was_published_meanwhile_is_shown_and_changes_nothing(
        self, fatma: User
    ) -> None:
        draft = a_draft(by=fatma, summary="Toen")
        client = signed_in(fatma)
        seen = client.get(address_of(draft))
        workflow.publish(draft, by=None)

        response = send(client, seen, {"summary": "Te laat"})

        assert response.status_code == 409
        assert [text for _, text in response.context["typed"]] == ["Te laat"]
        assert current(draft).summary == "Toen"


class TestWhoMay:
    def test_a_case_of_somebody_else_does_not_exist_until_it_is_shared(self, fatma: User) -> None:
        draft = a_draft(slug="tuin")
        client = signed_in(fatma)
        assert client.get(address_of(draft)).status_code == 404

        response = signed_in(a_person(Role.EDITOR)).post("/werkplek/initiatieven/tuin/delen/", {"person": fatma.email})

        assert response.status_code == 302
        assert send(client, client.get(address_of(draft)), {"summary": "Samen"}).status_code == 302
        assert current(draft).summary == "Samen"

    def test_a_case_is_shared_with_researchers_only(self, fatma: User, rik: User) -> None:
        draft = a_draft(by=fatma)

        response = signed_in(fatma).post(f"{address_of(draft)}delen/", {"person": rik.email})

        assert (response.status_code, list(draft.record.owners.all())) == (422, [fatma])

    def test_one_who_is_taken_off_is_gone_and_nobody_takes_off_themselves(self, fatma: User) -> None:
        other = a_person(Role.RESEARCHER)
        draft = a_draft(by=fatma)
        draft.record.owners.add(other)

        signed_in(fatma).post(f"{address_of(draft)}delen/", {"remove": str(fatma.pk)})
        signed_in(fatma).post(f"{address_of(draft)}delen/", {"remove": str(other.pk)})

        assert list(draft.record.owners.all()) == [fatma]


def test_the_reader_s_view_is_the_public_page_and_says_that_it_is_not(fatma: User, client: Client) -> None:
    draft = a_draft(by=fatma, body="<p>Het ruikt naar prei.</p>", municipality=None)

    response = signed_in(fatma).get(f"{address_of(draft)}lezersblik/")

    assert "<p>Het ruikt naar prei.</p>" in response.content.decode()
    assert "notice--caution" in response.content.decode()
    assert client.get(draft.record.get_absolute_url()).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_case(
    fatma: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in (1, 12):
        draft = a_draft(
            by=fatma,
            actors=[(f"Wie {each} van {number}", "welzijn") for each in range(number)],
            accommodations=[(f"Plek {each}", "buurthuis", "publiek") for each in range(number)],
            sources=[f"https://voorbeeld.nl/{each}" for each in range(number)],
        )
        client = signed_in(fatma)
        client.get(address_of(draft))
        with django_assert_max_num_queries(45) as found:
            client.get(address_of(draft))
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_a_thousand_other_cases_make_no_difference(
    fatma: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft, client = a_draft(by=fatma), signed_in(fatma)
    client.get(address_of(draft))
    with django_assert_max_num_queries(45) as alone:
        client.get(address_of(draft))
    records = Initiative.objects.bulk_create([Initiative(slug=f"zaak-{number}") for number in range(1000)])
    InitiativeVersion.objects.bulk_create(
        InitiativeVersion(record=each, title=each.slug, online=True) for each in records
    )
    Initiative.owners.through.objects.bulk_create(
        Initiative.owners.through(initiative=record, user=fatma) for record in records
    )

    with django_assert_max_num_queries(len(alone)):
        assert client.get(address_of(draft)).status_code == 200


def test_completeness_is_told_per_section(fatma: User) -> None:
    draft = a_draft(by=fatma, title="Tuin", summary="Groen.", not_found=["phase"])

    page = signed_in(fatma).get(address_of(draft)).context["page"]

    measured: dict[str, Any] = {section.name: (measure.done, measure.total) for section, measure, _ in page.sections}
    assert measured["basis"] == (3, 6)
    assert measured["sources"] == (0, 1)
