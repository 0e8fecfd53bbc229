"""What holds for the look as a whole: nothing inline, nothing from elsewhere, and pages that are sure to appear."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from django.views.csrf import csrf_failure

from wijk.components import component
from wijk.templatetags import navigation

ROOT = Path(__file__).resolve().parents[2]
PARTS = list((ROOT / "templates").rglob("*.jinja"))
PAGES = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts] + PARTS
SHEETS = list((ROOT / "static/css").glob("*.css"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_nothing_inline_that_the_policy_forbids(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)", source)  # that one is data
    assert not re.search(r"\son[a-z]+\s*=", source)
    assert not re.search(r"javascript:", source)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_takes_only_files_that_are_ours(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert "@import" not in source
    for address in re.findall(r"url\(\"?([^\")]+)\"?\)", source):
        assert (path.parent / address).resolve().is_file(), address


def test_every_colour_of_the_brand_is_there() -> None:
    brand, sheet = ((ROOT / "static/css" / name).read_text(encoding="utf-8") for name in ("brand.css", "wijk.css"))
    defined = set(re.findall(r"(--[\w-]+):", brand + sheet))
    workspace = (ROOT / "static/css/workspace.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[\w-]+)", brand + sheet + workspace))

    assert used - defined == set()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/over/", "/over/bronnen/", "/over/toegankelijkheid/", "/over/privacy/"])
def test_a_page_about_the_site_speaks_the_language_of_the_visitor(client: Client, address: str) -> None:
    texts = {}

    for language in ("nl", "en"):
        client.cookies["django_language"] = language
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 200
        assert f'<html lang="{language}">' in html
        assert html.count("<h1>") == 1
        texts[language] = html[html.index('<div class="prose">') : html.index('<nav class="panel"')]

    assert texts["nl"] != texts["en"]
    assert texts["nl"].count("<h2>") == texts["en"].count("<h2>")


@pytest.mark.django_db
def test_the_sources_are_attributed(client: Client) -> None:
    html = client.get("/over/bronnen/").content.decode()

    assert all(
        name in html for name in ("CBS", "Kadaster", "CC BY 4.0", "KOOP", "TOOI", "RvIG", "33", "Archivo", "Literata")
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/over/", "/bestaat-niet/"])
def test_a_visitor_gets_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)

    assert not response.cookies


@pytest.mark.django_db
def test_a_missing_page_helps_on(client: Client) -> None:
    response = client.get("/bestaat-niet/")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'role="search"' in html
    assert 'href="/initiatieven/"' in html
    assert 'href="/themas/"' in html


def test_pages_of_errors_need_no_request_and_no_database(rf: RequestFactory) -> None:
    """No mark for the database: these would fail if they asked it anything."""
    request = rf.post("/account/inloggen/")

    answers = {
        400: defaults.bad_request(request, Exception()),
        500: defaults.server_error(request),
        403: csrf_failure(request),
    }

    for status, response in answers.items():
        html = response.content.decode()
        assert response.status_code == status
        assert "<h1>" in html
        assert "wrap trouble" in html


def test_the_page_of_a_broken_site_appears_without_collected_files(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(navigation, "staticfiles_storage", ManifestStaticFilesStorage(tmp_path, "/static/"))

    response = defaults.server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"stylesheet" not in response.content


def test_a_withdrawn_case_says_why() -> None:
    html = render_to_string("410.html", {"record": {"withdrawal_reason": "Op <b>verzoek</b>"}})

    assert "Op &lt;b&gt;verzoek&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("path", "current"),
    [("/lessen/", {"lesson_list": "page"}), ("/lessen/een-les/", {"lesson_list": "true"}), ("/over/", {})],
)
def test_the_menu_says_where_one_is(rf: RequestFactory, path: str, current: dict[str, str]) -> None:
    html = component("components/header.jinja", request=rf.get(path), user=AnonymousUser())

    found = dict(re.findall(r'<li><a href="([^"]+)" aria-current="(\w+)"', html))
    assert found == {reverse(name): says for name, says in current.items()}


def _classes_in(path: Path) -> set[str]:
    source = path.read_text(encoding="utf-8")
    lists = re.findall(r'class="((?:[^"{]|{%.*?%}|{{.*?}})*)"', source)
    return {word for words in lists for word in re.sub(r"{[%{].*?[%}]}", " ", words).split() if not word.endswith("--")}


def test_templates_and_sheet_know_the_same_classes() -> None:
    sheet = "".join(path.read_text(encoding="utf-8") for path in SHEETS if path.name != "admin.css")
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"|/\*.*?\*/', "", sheet, flags=re.DOTALL)))
    written = {word for path in PAGES for word in _classes_in(path)}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static/js").rglob("*.js"))
    code += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "wijk/templatetags").glob("*.py"))
    code += (ROOT / "initiatives/margin.py").read_text(encoding="utf-8")
    everything = code + "".join(path.read_text(encoding="utf-8") for path in PAGES)
    made_from_data = re.compile(
        r"(tile|book__head|board__tile|board__wide|board__tall|board__narrow|mosaic|notice|case-head|card|stance|bearing|evidence|tile-map__tile|facts__state|matrix__cell|matrix__absent|difference__row)--\w|errorlist|htmx-request"
    )

    unused = {name for name in styled if name not in everything and not made_from_data.match(name)}

    assert written - styled == set()
    assert unused == set()
