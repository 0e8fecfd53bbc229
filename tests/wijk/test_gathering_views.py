"""Pages that gather from all rooms: home, themes, municipalities, language, workspace."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from curation.models import FormerSlug
from initiatives.models import Theme
from lessons.models import News, ThemeInLesson
from publications.workflow import publish as publish_publication
from tests.factories import a_case, a_draft, a_lesson, a_publication, a_publication_draft

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def test_home_opens_the_ways_in_without_a_cookie(client: Client) -> None:
    a_case(slug="soep", title="Soep op dinsdag", themes=["ontmoeting"])

    response = client.get("/")

    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert response.context["total"] == 1
    for address in ("/initiatieven/", "/lessen/", "/themas/", "/gemeenten/", "/publicaties/", "/initiatieven/soep/"):
        assert f'"{address}"' in html
    assert 'name="q"' in html


def test_home_is_gathered_once_for_each_language_and_anew_when_something_changes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_case(slug="soep", title="Soep op dinsdag")
    for language in ("nl", "en"):
        client.get("/", headers={"Accept-Language": language})

    with django_assert_num_queries(1):  # the look at the log of changes
        client.get("/", headers={"Accept-Language": "nl"})
    with django_assert_num_queries(1):
        client.get("/", headers={"Accept-Language": "en"})
    a_case(slug="fiets", title="Fietsen op vrijdag")
    a_lesson(slug="eten-verbindt", statement="Eten verbindt")
    shown = client.get("/").context

    assert [card.entry.slug for card in shown["newest"]] == ["fiets", "soep"]
    assert [lesson.slug for lesson in shown["lessons"]] == ["eten-verbindt"]
    assert shown["total"] == 2


def test_home_stands_with_an_empty_catalogue(client: Client) -> None:
    assert client.get("/").status_code == 200


def test_a_theme_gathers_its_lessons_cases_and_publications(client: Client) -> None:
    a_case(slug="soep", themes=["eten"])
    a_case(slug="fiets", themes=["sport"])
    lesson = a_lesson(slug="eten-verbindt")
    theme = Theme.objects.get(slug="eten")
    ThemeInLesson.objects.create(content_object=lesson.published_version, tag=theme)
    publication = a_publication(slug="kookboek")
    publication.published_version.theme_rows.create(tag=theme)

    response = client.get("/themas/eten/")

    briefing, html = response.context["briefing"], response.content.decode()
    assert [card.entry.slug for card in briefing.cases] == ["soep"]
    assert [card.lesson.slug for card in briefing.lessons] == ["eten-verbindt"]
    assert [publication.slug for publication in briefing.publications] == ["kookboek"]
    assert (briefing.lessons_total, briefing.cases_total, briefing.municipalities_total) == (1, 1, 1)
    assert [part.name for part in briefing.parts] == ["lessons", "cases", "reading"]
    for part in briefing.parts:
        assert f'href="#{part.name}"' in html
        assert f'id="{part.name}"' in html
    assert 'href="/initiatieven/?thema=eten&amp;gemeente=heerlen"' in html


def test_a_theme_without_anything_says_so(client: Client) -> None:
    response = client.get("/themas/kringloop/")

    assert response.status_code == 200
    assert response.context["briefing"].parts == []
    assert client.get("/themas/kringloop/feed/").status_code == 200


def test_the_feed_of_a_theme_tells_of_its_cases_publications_and_lessons(client: Client) -> None:
    a_case(slug="soep", themes=["eten"])
    lesson = a_lesson(slug="eten-verbindt", themes=["eten"])
    draft = a_publication_draft(slug="kookboek")
    draft.theme_rows.create(tag=Theme.objects.get(slug="eten"))
    publish_publication(draft, by=None)
    a_case(slug="fiets", themes=["sport"])

    response = client.get("/themas/eten/feed/")

    feed = ET.fromstring(response.content)  # noqa: S314 - our own
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] == [
        f"{settings.SITE_URL}/publicaties/kookboek/",
        f"{settings.SITE_URL}/lessen/eten-verbindt/#nieuws-{News.objects.get(lesson=lesson).pk}",
        f"{settings.SITE_URL}/initiatieven/soep/",
    ]


def test_home_leads_to_the_lessons_by_audience_and_theme(client: Client) -> None:
    a_lesson(themes=["eten"], audiences=["policy"])

    html = client.get("/").content.decode()

    assert 'href="/lessen/?voor_wie=policy"' in html
    assert 'href="/lessen/?thema=eten"' in html
    assert "voor_wie=resident" not in html


def test_a_merged_theme_and_a_former_address_redirect(client: Client) -> None:
    kept, merged = Theme.objects.get(slug="eten"), Theme.objects.get(slug="kringloop")
    Theme.objects.filter(pk=merged.pk).update(merged_into=kept)
    FormerSlug.objects.create(record_type=ContentType.objects.get_for_model(Theme), slug="koken", record_id=kept.pk)

    for address in ("/themas/kringloop/", "/themas/koken/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, "/themas/eten/")
    assert client.get("/themas/koken/feed/").headers["Location"] == "/themas/eten/feed/"
    assert client.get("/themas/bestaat-niet/").status_code == 404


def test_themes_are_listed_with_their_counts(client: Client) -> None:
    a_case(themes=["eten"])

    rows = client.get("/themas/").context["rows"]

    assert len(rows) == 30
    assert {item.value.slug: item.count for item, _ in rows if item.count} == {"eten": 1}


def test_a_municipality_shows_its_cases_and_comparable_places_with_reasons(client: Client) -> None:
    a_case(slug="soep", municipality="GM0917")
    a_case(slug="verweg", municipality="GM0363")

    context = client.get("/gemeenten/heerlen/").context

    assert [card.entry.slug for card in context["cards"]] == ["soep"]
    assert [place.comparison.municipality.slug for place in context["like_it"].shown] == ["amsterdam"]
    assert {each.indicator for each in context["like_it"].shown[0].comparison.indicators} == {
        "population",
        "urbanity",
        "province",
    }


def test_a_municipality_without_cases_shows_comparable_ones_that_have_some(client: Client) -> None:
    a_case(slug="soep", municipality="GM0917")

    response = client.get("/gemeenten/urk/")

    assert response.context["total"] == 0
    assert [place.comparison.municipality.slug for place in response.context["like_it"].shown] == ["heerlen"]


def test_a_reader_weighs_what_makes_municipalities_alike(client: Client) -> None:
    a_case(municipality="GM0935")  # Maastricht: the same province
    a_case(municipality="GM1621")  # Lansingerland: elsewhere, and another size

    by_province = client.get("/gemeenten/heerlen/?w_inwoners=0&w_stedelijkheid=0&w_provincie=3").context["like_it"]

    assert [place.comparison.municipality.slug for place in by_province.shown] == ["maastricht", "lansingerland"]
    assert [place.comparison.closeness for place in by_province.shown] == [1, 0]
    assert [each.indicator for each in by_province.shown[0].comparison.indicators] == ["province"]
    assert by_province.url == "/initiatieven/?zoals=heerlen&w_inwoners=0&w_stedelijkheid=0&w_provincie=3"
    assert by_province.total == client.get(by_province.url).context["result"].total


@pytest.mark.parametrize(
    "query", ["w_inwoners=x", "w_inwoners=99", "zoals_aantal=%00", "zoals=amsterdam&w_provincie=-1"]
)
def test_weights_that_make_no_sense_are_named_and_left_out(client: Client, query: str) -> None:
    a_case(municipality="GM0935")

    like_it = client.get(f"/gemeenten/heerlen/?{query}").context["like_it"]

    assert len(like_it.problems) == 1
    assert like_it.url == "/initiatieven/?zoals=heerlen"


@pytest.mark.parametrize("name", ["littenseradiel", "GM1900", "friese-meren"])
def test_a_former_municipality_or_another_name_redirects_or_does_not_exist(client: Client, name: str) -> None:
    response = client.get(f"/gemeenten/{name}/")

    assert (response.status_code, response.headers.get("Location", "")) in {
        (301, "/gemeenten/sudwest-fryslan/"),
        (404, ""),
    }
    assert client.get("/gemeenten/littenseradiel/").status_code == 301


@pytest.mark.parametrize("name", ["den bosch", "sudwest fryslan", "littenseradiel", "gemeente Heerlen"])
def test_ones_own_municipality_is_found_as_people_type_it(client: Client, name: str) -> None:
    assert client.get("/gemeenten/", {"q": name}).status_code == 302


@pytest.mark.parametrize("name", ["bergen", "onbekend", "\x00", "a" * 5000, "🏡"])
def test_a_name_that_is_not_clear_gives_a_page_to_choose_from(client: Client, name: str) -> None:
    assert client.get("/gemeenten/", {"q": name}).status_code == 200


@pytest.mark.parametrize("address", ["/over/", "/over/bronnen/", "/over/toegankelijkheid/", "/over/privacy/"])
def test_the_site_tells_about_itself_without_a_cookie(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


def test_the_sources_are_named(client: Client) -> None:
    html = client.get("/over/bronnen/").content.decode()

    for source in ("CBS", "Kadaster", "KOOP", "RvIG", "CC BY 4.0"):
        assert source in html


def test_english_comes_only_when_it_is_chosen(client: Client) -> None:
    assert '<html lang="nl"' in client.get("/", headers={"Accept-Language": "en"}).content.decode()

    response = client.post("/taal/", {"language": "en", "next": "/initiatieven/?thema=eten"})

    assert response.headers["Location"] == "/initiatieven/?thema=eten"
    assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://elders.nl/", "//elders.nl/", "javascript:alert(1)", "\\\\elders.nl", ""])
def test_choosing_a_language_never_leads_off_the_site(client: Client, back: str) -> None:
    assert client.post("/taal/", {"language": "en", "next": back}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    response = client.post("/taal/", {"language": "xx"})

    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_the_workspace_is_for_those_who_are_signed_in(client: Client) -> None:
    assert client.get("/werkplek/").headers["Location"] == "/account/inloggen/?next=/werkplek/"


def test_the_workspace_shows_a_researcher_their_own_open_cases(client: Client, fatma: User, rik: User) -> None:
    a_draft(slug="eigen", by=fatma)
    a_draft(slug="ander")
    client.force_login(fatma)
    page = client.get("/werkplek/initiatieven/").content.decode()
    assert "/werkplek/initiatieven/eigen/" in page
    assert "/werkplek/initiatieven/ander/" not in page

    client.force_login(rik)
    assert client.get("/werkplek/").status_code == 200
    assert client.get("/werkplek/initiatieven/").status_code == 403


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 9),
        ("/themas/", 4),
        ("/themas/eten/", 7),
        ("/themas/eten/feed/", 5),
        ("/gemeenten/", 3),
        ("/gemeenten/heerlen/", 4),
    ],
)
def test_the_number_of_queries_is_fixed(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, most: int
) -> None:
    theme = Theme.objects.get(slug="eten")
    for _ in range(4):
        a_case(themes=["eten", "ontmoeting"])
        lesson, publication = a_lesson(), a_publication(kind="bundle")
        ThemeInLesson.objects.create(content_object=lesson.published_version, tag=theme)
        publication.published_version.theme_rows.create(tag=theme)
    client.get(address)

    with django_assert_max_num_queries(most):
        client.get(address)
