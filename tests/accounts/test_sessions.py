"""Sessions: one sees where one is signed in, and ends it there; who is switched off is out everywhere."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.housekeeping import tidy
from accounts.models import User
from accounts.sessions import device
from tests.administration import filled_form, signed_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
LIST = "/account/sessies/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def a_browser(person: User, **headers: str) -> Client:
    client = Client(**headers)  # type: ignore[arg-type]
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/werkplek/").status_code == 200


def test_one_sees_where_one_is_signed_in(rik: User, fatma: User) -> None:
    a_browser(rik, HTTP_USER_AGENT=FIREFOX)
    a_browser(fatma)

    sessions = a_browser(rik).get(LIST).context["sessions"]

    assert [(session.device, session.is_this_one) for session in sessions] == [("", True), ("Firefox, Linux", False)]


def test_one_ends_one_of_them(rik: User) -> None:
    other, here = a_browser(rik), a_browser(rik)
    number = next(session.number for session in here.get(LIST).context["sessions"] if not session.is_this_one)

    here.post(f"{LIST}{number}/einde/")

    assert (is_in(other), is_in(here)) == (False, True)


def test_one_ends_all_others(rik: User) -> None:
    others, here = [a_browser(rik), a_browser(rik)], a_browser(rik)

    here.post(f"{LIST}andere/einde/")

    assert [is_in(browser) for browser in (*others, here)] == [False, False, True]


def test_nobody_ends_the_session_of_another(rik: User, fatma: User) -> None:
    hers, his = a_browser(fatma), a_browser(rik)

    his.post(f"{LIST}{UserSession.objects.get(user=fatma).pk}/einde/")

    assert is_in(hers)


def test_a_new_password_ends_the_others_and_they_are_no_longer_listed(rik: User) -> None:
    other, here = a_browser(rik), a_browser(rik)

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "een-ander-lang-wachtwoord"})

    assert (is_in(other), is_in(here)) == (False, True)
    assert [session.is_this_one for session in here.get(LIST).context["sessions"]] == [True]


def test_who_is_switched_off_is_out_everywhere_and_their_name_stays(bram: User, fatma: User) -> None:
    browsers = [a_browser(fatma), a_browser(fatma)]
    where = reverse("admin:accounts_user_change", args=[fatma.pk])
    client = signed_in(bram)

    data = filled_form(client.get(where))
    client.post(where, {name: value for name, value in data.items() if name != "is_active"})

    assert [is_in(browser) for browser in browsers] == [False, False]
    assert not UserSession.objects.filter(user=fatma).exists()
    assert User.objects.get(pk=fatma.pk).name == "Fatma"


def test_a_start_of_the_site_clears_what_is_over(rik: User) -> None:
    a_browser(rik)
    kept = a_browser(rik)
    oldest = UserSession.objects.order_by("pk").first()
    assert oldest
    Session.objects.filter(session_key=oldest.session_key).update(expire_date="2020-01-01T00:00Z")

    tidy()

    assert UserSession.objects.count() == Session.objects.count() == 1
    assert is_in(kept)


def test_the_list_takes_the_same_queries_for_one_and_for_many(rik: User, django_assert_num_queries: Any) -> None:
    here = [a_browser(rik) for _ in range(8)][-1]

    with django_assert_num_queries(4):  # session, person, and their sessions in two tables
        assert len(here.get(LIST).context["sessions"]) == 8


@pytest.mark.parametrize(
    ("says", "means"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_named_as_far_as_it_says(says: str, means: str) -> None:
    assert device(says) == means
