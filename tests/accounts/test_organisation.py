"""Signing in at one's organisation: a real provider of OpenID Connect, in a process of its own, spoken to over HTTP."""

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.factories import a_person
from wijk import environment

pytestmark = pytest.mark.django_db
PEOPLE = (
    {"sub": "1", "email": "fatma@voorbeeld.nl", "email_verified": True, "name": "Fatma F."},
    {"sub": "2", "email": "nieuw@voorbeeld.nl", "email_verified": True, "name": "Nieuw N."},
    {"sub": "3", "email": "fatma@voorbeeld.nl", "email_verified": False, "name": "Iemand Anders"},
    {"sub": "4", "name": "Zonder Adres"},
)


class Elsewhere(urllib.request.HTTPRedirectHandler):
    """The provider sends the browser back to us; the test does that itself."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    people = [f"--user-claims={json.dumps(person)}" for person in PEOPLE]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}", *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5).close()
        except urllib.error.URLError:
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail("The provider did not start.")
        else:
            return


@pytest.fixture
def organisation(provider: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site with the settings that an operator gives."""
    for name, value in {"NAME": "Gemeente", "ISSUER": provider, "CLIENT_ID": "wijk", "CLIENT_SECRET": "geheim"}.items():
        monkeypatch.setenv(f"OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.organisations()
    return provider


def come_in(client: Client, person: str, onward: str = "", *, at: str = "organisatie") -> HttpResponse:
    """Sign in at the provider as somebody, as a browser does; gives our answer to who comes back."""
    to_provider = client.get(reverse("openid_connect_login", args=[at]), {"next": onward} if onward else {})
    assert to_provider.status_code == 302, to_provider.content
    consent = urllib.request.Request(to_provider["Location"], data=urllib.parse.urlencode({"sub": person}).encode())
    with pytest.raises(urllib.error.HTTPError) as sent_back:
        urllib.request.build_opener(Elsewhere).open(consent)
    assert sent_back.value.status == 302
    return client.get(sent_back.value.headers["Location"])  # type: ignore[return-value]


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def test_the_sign_in_page_offers_it_by_its_name(organisation: str, client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert reverse("openid_connect_login", args=["organisatie"]) in page
    assert "Gemeente" in page


def test_a_verified_address_leads_to_the_account_that_has_it(organisation: str, client: Client) -> None:
    fatma = a_person(Role.RESEARCHER, email="fatma@voorbeeld.nl")

    answer = come_in(client, "1", "/initiatieven/?q=tuin")

    assert (answer.status_code, answer["Location"]) == (302, "/initiatieven/?q=tuin")
    assert who(client) == str(fatma.pk)
    assert SocialAccount.objects.get().user == fatma
    fatma.refresh_from_db()
    assert (fatma.role, fatma.has_usable_password()) == (Role.RESEARCHER, True)


def test_whoever_came_once_comes_again_under_another_address(organisation: str) -> None:
    fatma = a_person(Role.RESEARCHER, email="fatma@voorbeeld.nl")
    come_in(Client(), "1")
    User.objects.filter(pk=fatma.pk).update(email="fatma.elders@voorbeeld.nl")
    EmailAddress.objects.filter(user=fatma).update(email="fatma.elders@voorbeeld.nl")
    client = Client()

    come_in(client, "1")

    assert who(client) == str(fatma.pk)


def test_an_address_that_is_not_verified_leads_nowhere(organisation: str, client: Client) -> None:
    a_person(Role.ADMINISTRATOR, email="fatma@voorbeeld.nl")

    answer = come_in(client, "3")

    assert (answer.status_code, who(client), SocialAccount.objects.count()) == (403, "", 0)


def test_an_address_that_somebody_only_asked_for_leads_not_to_them(organisation: str, client: Client) -> None:
    """Who gives another's address as their new one, and cannot confirm it, gets nobody into their account."""
    other = a_person(Role.READER, email="ander@voorbeeld.nl")
    EmailAddress.objects.create(user=other, email="fatma@voorbeeld.nl", verified=False, primary=False)

    answer = come_in(client, "1")

    assert (answer.status_code, who(client), SocialAccount.objects.count()) == (403, "", 0)


def test_an_address_that_somebody_else_asked_for_too_leads_to_whose_it_is(organisation: str, client: Client) -> None:
    other = a_person(Role.READER, email="ander@voorbeeld.nl")
    EmailAddress.objects.create(user=other, email="fatma@voorbeeld.nl", verified=False, primary=False)
    fatma = User.objects.create_superuser("fatma@voorbeeld.nl", "een lang wachtwoord 12")

    come_in(client, "1")

    assert who(client) == str(fatma.pk)
    fatma.refresh_from_db()
    assert fatma.has_usable_password()


def test_an_open_site_takes_in_whose_address_somebody_else_asked_for(
    organisation: str, client: Client, settings: Any
) -> None:
    settings.OIDC_OPEN = True
    other = a_person(Role.READER, email="ander@voorbeeld.nl")
    EmailAddress.objects.create(user=other, email="nieuw@voorbeeld.nl", verified=False, primary=False)

    come_in(client, "2")

    person = User.objects.get(email="nieuw@voorbeeld.nl")
    assert who(client) == str(person.pk)
    assert SocialAccount.objects.get().user == person


@pytest.mark.parametrize("person", ["2", "4"])
def test_somebody_unknown_is_refused_with_the_reason(organisation: str, client: Client, person: str) -> None:
    answer = come_in(client, person)

    assert answer.status_code == 403
    assert "socialaccount/refused.html" in [template.name for template in answer.templates]  # type: ignore[attr-defined]
    assert not User.objects.exists()


def test_an_open_site_takes_somebody_unknown_as_a_reader(organisation: str, client: Client, settings: Any) -> None:
    settings.OIDC_OPEN = True

    come_in(client, "2")

    person = User.objects.get()
    assert (person.email, person.name, person.role) == ("nieuw@voorbeeld.nl", "Nieuw N.", Role.READER)
    assert who(client) == str(person.pk)


def test_an_open_site_needs_an_address_all_the_same(organisation: str, client: Client, settings: Any) -> None:
    settings.OIDC_OPEN = True

    assert come_in(client, "4").status_code == 403
    assert not User.objects.exists()


def test_who_is_switched_off_stays_out(organisation: str, client: Client) -> None:
    a_person(email="fatma@voorbeeld.nl", is_active=False)

    answer = come_in(client, "1")

    assert (answer["Location"], who(client)) == (reverse("account_inactive"), "")


def test_the_second_step_is_asked_here_too(organisation: str, client: Client, rf: Any) -> None:
    fatma = a_person(Role.EDITOR, email="fatma@voorbeeld.nl")
    TOTP.activate(fatma, generate_totp_secret())

    answer = come_in(client, "1")

    assert (answer["Location"], who(client)) == (reverse("mfa_authenticate"), "")


def test_an_answer_that_nobody_asked_for_is_refused(organisation: str, client: Client) -> None:
    answer = client.get(reverse("openid_connect_callback", args=["organisatie"]), {"code": "x", "state": "y"})

    assert (answer.status_code, who(client)) == (401, "")


def test_breaking_off_leads_back(organisation: str, client: Client) -> None:
    location = client.get(reverse("openid_connect_login", args=["organisatie"]))["Location"]
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)["state"][0]

    answer = client.get(
        reverse("openid_connect_callback", args=["organisatie"]), {"error": "access_denied", "state": state}
    )

    assert answer["Location"] == reverse("socialaccount_login_cancelled")


def test_without_settings_there_is_no_such_way_in(client: Client) -> None:
    assert client.get(reverse("openid_connect_login", args=["organisatie"])).status_code == 404
    assert "organisatie" not in client.get(reverse("account_login")).content.decode()


@pytest.fixture
def two_organisations(provider: str, settings: Any, monkeypatch: pytest.MonkeyPatch, organisation: str) -> None:
    more = {"id": "hogeschool", "name": "Hogeschool", "issuer": provider, "client_id": "w", "client_secret": "s"}
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps([more]))
    settings.SOCIALACCOUNT_PROVIDERS = environment.organisations()


def test_several_organisations_stand_on_the_sign_in_page(two_organisations: None, client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()

    for each in ("organisatie", "hogeschool"):
        assert reverse("openid_connect_login", args=[each]) in page
    assert "Gemeente" in page
    assert "Hogeschool" in page


def test_one_comes_in_at_each_of_them(two_organisations: None) -> None:
    fatma = a_person(Role.RESEARCHER, email="fatma@voorbeeld.nl")
    for at in ("organisatie", "hogeschool"):
        client = Client()

        come_in(client, "1", at=at)

        assert who(client) == str(fatma.pk)
    assert set(SocialAccount.objects.values_list("provider", flat=True)) == {"organisatie", "hogeschool"}
    assert client.get(reverse("account_home")).context["organisations"] == ["Gemeente", "Hogeschool"]


def test_who_is_refused_reads_by_which_of_them(two_organisations: None, client: Client) -> None:
    assert come_in(client, "2", at="hogeschool").context["organisation"] == "Hogeschool"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said",
    [
        "geen json",
        '{"id": "x"}',
        "[1]",
        '[{"id": "x", "name": "X", "issuer": "https://x.nl", "client_id": "w"}]',
        '[{"id": "x", "name": "X", "issuer": "http://x.nl", "client_id": "w", "client_secret": "s"}]',
        '[{"id": "X Y", "name": "X", "issuer": "https://x.nl", "client_id": "w", "client_secret": "s"}]',
        '[{"id": "code", "name": "X", "issuer": "https://x.nl", "client_id": "w", "client_secret": "s"}]',
        '[{"id": "x", "name": "X", "issuer": "", "client_id": "w", "client_secret": "s"}]',
        "["
        + ",".join(['{"id": "x", "name": "X", "issuer": "https://x.nl", "client_id": "w", "client_secret": "s"}'] * 2)
        + "]",
    ],
)
def test_a_list_of_organisations_that_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", said)

    with pytest.raises(ImproperlyConfigured, match="OIDC_"):
        environment.organisations()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"OIDC_NAME": "Gemeente"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://x.nl", "OIDC_NAME": "G", "OIDC_CLIENT_ID": "w"}, "OIDC_CLIENT_SECRET"),
        (
            {"OIDC_ISSUER": "http://x.nl", "OIDC_NAME": "G", "OIDC_CLIENT_ID": "w", "OIDC_CLIENT_SECRET": "s"},
            "OIDC_ISSUER",
        ),
    ],
)
def test_half_of_the_settings_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=named):
        environment.organisations()
