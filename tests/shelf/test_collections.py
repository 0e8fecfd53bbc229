"""Collections: one's own, in an order one changes, to print and to share."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import personal
from accounts.models import User
from accounts.workflow import erase
from initiatives import workflow as cases
from initiatives.models import Initiative
from shelf import collecting
from shelf.models import Collection, Item
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_lesson, a_person

pytestmark = pytest.mark.django_db
ALL = "/mijn/verzamelingen/"


@pytest.fixture
def collection(rik: User) -> Collection:
    """Four things in it: Aap, Noot, Mies and the lesson Wim."""
    made = collecting.make(rik, "Eten")
    for title in ("Aap", "Noot", "Mies"):
        collecting.put(made, a_case(slug=title.lower(), title=title))
    collecting.put(made, a_lesson(slug="wim", title="Wim"))
    return made


def titles(client: Client, collection: Collection) -> list[str]:
    return [each.title for each in client.get(f"{ALL}{collection.pk}/").context["items"]]


def form_of(client: Client, collection: Collection, **said: Any) -> dict[str, Any]:
    """What the browser sends, with something changed."""
    page = client.get(f"{ALL}{collection.pk}/bewerken/")
    sent: dict[str, Any] = {"name": collection.name, "note": collection.note, "step": "keep"}
    for each in page.context["items"]:
        sent |= {f"place-{each.item.pk}": each.item.position, f"note-{each.item.pk}": each.item.note}
    return sent | said


def item(title: str) -> Item:
    return next(each for each in Item.objects.all() if str(each).lower() == title.lower())


class TestKeeping:
    def test_in_a_new_one_and_in_one_that_is_there(self, rik: User) -> None:
        client = signed_in(rik)
        a_case(slug="soep", title="Soep")
        a_lesson(slug="wim", title="Wim")

        client.post(f"{ALL}bewaren/?zaak=soep", {"name": " Mijn  eten "})
        made = Collection.objects.get(person=rik, name="Mijn eten")
        client.post(f"{ALL}bewaren/?les=wim", {"collection": made.pk})
        client.post(f"{ALL}bewaren/?les=wim", {"collection": made.pk})

        assert titles(client, made) == ["Soep", "Wim"]
        assert client.get(f"{ALL}bewaren/?les=wim").context["having"] == {made.pk}

    @pytest.mark.parametrize("address", ["", "zaak=concept", "zaak=", "les=niets", "zaak=%00"])
    def test_only_what_is_public(self, rik: User, address: str) -> None:
        a_draft(slug="concept")

        assert signed_in(rik).get(f"{ALL}bewaren/?{address}").status_code == 404
        assert signed_in(rik).post(f"{ALL}bewaren/?{address}", {"name": "x"}).status_code == 404
        assert not Collection.objects.exists()

    def test_not_in_that_of_another(self, collection: Collection) -> None:
        a_case(slug="soep")
        client = signed_in(a_person())

        client.post(f"{ALL}bewaren/?zaak=soep", {"collection": [collection.pk, "x", "²", "9" * 30, "9" * 5000]})

        assert Item.objects.filter(collection=collection).count() == 4

    def test_limits_are_said(self, rik: User, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(collecting, "MOST_COLLECTIONS", 1)
        monkeypatch.setattr(collecting, "MOST_ITEMS", 4)
        a_case(slug="soep")
        client = signed_in(rik)

        assert client.post(ALL, {"name": "Nog een"}).status_code == 422
        assert client.post(f"{ALL}bewaren/?zaak=soep", {"name": "Nog een"}).status_code == 422
        assert client.post(f"{ALL}bewaren/?zaak=soep", {"collection": collection.pk}).status_code == 422
        assert client.post(ALL, {"name": "  "}).status_code == 422
        assert Item.objects.count() == 4

    def test_public_pages_lead_to_it_and_send_no_cookie(self, client: Client) -> None:
        a_case(slug="soep")
        a_lesson(slug="wim")

        for address, way in (("/initiatieven/soep/", "?zaak=soep"), ("/lessen/wim/", "?les=wim")):
            page = client.get(address)
            assert f"{ALL}bewaren/{way}".encode() in page.content
            assert not page.cookies


class TestOrder:
    def test_by_buttons_and_by_numbers(self, rik: User, collection: Collection) -> None:
        client = signed_in(rik)
        address = f"{ALL}{collection.pk}/bewerken/"

        client.post(address, form_of(client, collection, step=f"down.{item('aap').pk}"))
        assert titles(client, collection) == ["Noot", "Aap", "Mies", "Wim"]
        client.post(address, form_of(client, collection, step=f"up.{item('noot').pk}"))
        assert titles(client, collection) == ["Noot", "Aap", "Mies", "Wim"]
        client.post(address, form_of(client, collection, **{f"place-{item('wim').pk}": "1"}))
        assert titles(client, collection) == ["Wim", "Noot", "Aap", "Mies"]
        client.post(address, form_of(client, collection, **{f"place-{item('wim').pk}": "3"}))
        assert titles(client, collection) == ["Noot", "Aap", "Wim", "Mies"]
        client.post(address, form_of(client, collection, **{f"place-{item('noot').pk}": "900"}))
        assert titles(client, collection) == ["Aap", "Wim", "Mies", "Noot"]
        assert list(Item.objects.in_order().values_list("position", flat=True)) == [1, 2, 3, 4]

    def test_notes_are_kept_by_any_button(self, rik: User, collection: Collection) -> None:
        client, key = signed_in(rik), item("mies").pk
        said = {f"note-{key}": "Voor dinsdag\r\n<b>", "name": "Eten samen", "note": "Hoera", "step": f"up.{key}"}

        client.post(f"{ALL}{collection.pk}/bewerken/", form_of(client, collection, **said))

        assert Item.objects.get(pk=key).note == "Voor dinsdag\n<b>"
        page = client.get(f"{ALL}{collection.pk}/").content.decode()
        assert "Voor dinsdag<br>&lt;b&gt;" in page
        assert "Eten samen" in page

    def test_taking_out(self, rik: User, collection: Collection) -> None:
        client = signed_in(rik)

        client.post(f"{ALL}{collection.pk}/bewerken/", form_of(client, collection, step=f"remove.{item('noot').pk}"))

        assert titles(client, collection) == ["Aap", "Mies", "Wim"]

    @pytest.mark.parametrize("step", ["", "up.", "up.x", "up.0", "down.99999999999999999999", "niets.1"])
    def test_bad_input_changes_nothing(self, rik: User, collection: Collection, step: str) -> None:
        client, key = signed_in(rik), item("aap").pk

        answer = client.post(
            f"{ALL}{collection.pk}/bewerken/", form_of(client, collection, step=step, **{f"place-{key}": "-3"})
        )

        assert answer.status_code == 302
        assert titles(client, collection) == ["Aap", "Noot", "Mies", "Wim"]


class TestSharing:
    def test_a_secret_address_shows_what_is_public_and_says_what_is_left_out(
        self, rik: User, collection: Collection, client: Client, carla: User
    ) -> None:
        own = signed_in(rik)
        own.post(f"{ALL}{collection.pk}/delen/", {"step": "open"})
        address = f"/mijn/gedeeld/{own.get(f'{ALL}{collection.pk}/').context['shared_token']}/"
        cases.withdraw(Initiative.objects.get(slug="noot"), by=carla, reason="Op verzoek")

        page = client.get(address)

        assert [each.title for each in page.context["items"]] == ["Aap", "Mies", "Wim"]
        assert page.context["left_out"] == 1
        assert b"Noot" not in page.content
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]
        assert not page.cookies
        assert rik.email.encode() not in page.content
        assert b"csrf" not in page.content
        assert client.post(address).status_code == 405
        own.post(f"{ALL}{collection.pk}/delen/", {"step": "renew"})
        assert client.get(address).status_code == 404

    def test_a_withdrawn_case_says_so_to_its_owner(self, rik: User, collection: Collection, carla: User) -> None:
        cases.withdraw(Initiative.objects.get(slug="noot"), by=carla, reason="Op verzoek")

        page = signed_in(rik).get(f"{ALL}{collection.pk}/")

        withdrawn = page.context["items"][1]
        assert (withdrawn.title, withdrawn.address) == ("", "/initiatieven/noot/")
        assert b'href="/initiatieven/noot/"' in page.content

    def test_closing_and_nonsense(self, rik: User, collection: Collection, client: Client) -> None:
        own = signed_in(rik)
        own.post(f"{ALL}{collection.pk}/delen/", {"step": "open"})
        token = own.get(f"{ALL}{collection.pk}/").context["shared_token"]

        own.post(f"{ALL}{collection.pk}/delen/", {"step": "close"})

        assert client.get(f"/mijn/gedeeld/{token}/").status_code == 404
        assert client.get("/mijn/gedeeld/x.y/").status_code == 404  # not what is shared with nobody


@pytest.mark.parametrize("address", ["", "bewerken/", "delen/", "weg/"])
def test_that_of_another_does_not_exist(collection: Collection, bram: User, address: str) -> None:
    client = signed_in(bram)

    assert client.post(f"{ALL}{collection.pk}/{address}").status_code in {404, 405}
    assert client.get(f"{ALL}{collection.pk}/{address}").status_code in {404, 405}
    assert Collection.objects.filter(pk=collection.pk).exists()


def test_throwing_away(rik: User, collection: Collection) -> None:
    client = signed_in(rik)
    assert client.get(f"{ALL}{collection.pk}/weg/").status_code == 200
    assert Collection.objects.exists()

    assert client.post(f"{ALL}{collection.pk}/weg/").status_code == 302

    assert not Collection.objects.exists()


def test_the_number_of_queries_is_fixed(
    rik: User, collection: Collection, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        collecting.put(collection, a_case())
        collecting.put(collection, a_lesson())
        collecting.make(rik, f"Leeg {number}")
    client = signed_in(rik)

    client.get(ALL)
    client.get(f"{ALL}{collection.pk}/")
    with django_assert_max_num_queries(12):
        assert len(client.get(f"{ALL}{collection.pk}/").context["items"]) == 44
    with django_assert_max_num_queries(12):
        client.get(f"{ALL}{collection.pk}/bewerken/")
    with django_assert_max_num_queries(8):
        client.get(ALL)
    assert client.get(f"{ALL}{collection.pk}/?pagina=9").status_code == 404


def test_it_belongs_to_ones_data_and_goes_with_the_account(rik: User, collection: Collection, bram: User) -> None:
    (found,) = personal.everything_about(rik)["shelf"]["collections"]
    assert [each["address"] for each in found["items"]][-1] == "/lessen/wim/"

    erase(rik)

    assert not Collection.objects.exists()
    assert bram.pk
