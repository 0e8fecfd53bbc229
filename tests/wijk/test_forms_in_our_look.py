"""Form fields: label, help and error belong to their field, for everybody who cannot see that they stand together."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.test import Client


class Visit(forms.Form):
    place = forms.CharField(label="Plaats", help_text="Wijk of dorp")
    year = forms.IntegerField(label="Jaar", required=False)
    themes = forms.MultipleChoiceField(
        label="Thema’s", choices=[("groen", "groen"), ("eten", "eten")], widget=forms.CheckboxSelectMultiple
    )
    consent = forms.BooleanField(label="Toestemming")


class Elements(HTMLParser):
    """All elements of a text, as (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.found if "id" in attributes]

    def by_id(self, wanted: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.found if attributes.get("id") == wanted)


def test_each_field_has_a_label() -> None:
    elements = Elements(str(Visit()))

    labels = {attributes.get("for") for tag, attributes in elements.found if tag == "label"}
    fields = {attributes["id"] for tag, attributes in elements.found if tag == "input"}
    assert fields <= labels
    assert any(tag == "legend" for tag, _ in elements.found)


def test_help_and_error_are_described_by_elements_that_exist() -> None:
    elements = Elements(str(Visit({"year": "x"})))

    for name in ("id_place", "id_year", "id_consent"):
        field = elements.by_id(name)
        described = (field["aria-describedby"] or "").split()
        assert field["aria-invalid"] == "true"
        assert described
        assert set(described) <= set(elements.ids())


def test_no_id_occurs_twice() -> None:
    ids = Elements(str(Visit({}))).ids()

    assert sorted(ids) == sorted(set(ids))


def test_the_summary_links_to_every_wrong_field() -> None:
    elements = Elements(str(Visit({"year": "x"})))

    links = [attributes["href"] for tag, attributes in elements.found if tag == "a"]
    assert links == ["#id_place", "#id_year", "#id_themes_0", "#id_consent"]
    assert {str(link)[1:] for link in links} <= set(elements.ids())


def test_a_right_form_has_no_summary() -> None:
    html = str(Visit({"place": "Beesd", "themes": ["groen"], "consent": "on"}))

    assert "error-summary" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["inloggen", "wachtwoord/vergeten", "aanmelden", "inactief"])
def test_pages_around_signing_in_have_our_look(client: Client, address: str) -> None:
    response = client.get(f"/account/{address}/")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="wrap entrance"' in html
    assert html.count("<h1>") == 1


@pytest.mark.django_db
def test_a_wrong_password_is_told_in_the_summary(client: Client) -> None:
    response = client.post("/account/inloggen/", {"login": "niemand@voorbeeld.nl", "password": "fout"})

    assert 'class="error-summary"' in response.content.decode()
