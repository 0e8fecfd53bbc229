"""The second step: asked of editors and administrators after a while, by every page, whatever page that is."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.utils import get_form_class
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.second_factor import due_at, is_overdue
from tests.accounts.test_sign_in import CREDENTIALS
from tests.administration import filled_form, signed_in
from tests.factories import PASSWORD, a_case, a_person

pytestmark = pytest.mark.django_db
SET_UP = "/account/tweede-stap/"
LONG_AGO = timedelta(days=400)


def code(secret: str) -> str:
    """What an app shows for `secret` now."""
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def with_app(person: User) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def long_since(role: Role) -> User:
    return a_person(role, role_since=timezone.now() - LONG_AGO)


def sign_in(client: Client, person: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_in_the_time_of_grace_a_password_will_do_and_the_day_is_told(client: Client, role: Role) -> None:
    person = a_person(role)

    sign_in(client, person)
    page = client.get("/beheer/")

    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["success", "info"]
    assert due_at(person) == person.role_since + timedelta(days=14)
    assert client.get("/account/").context["due_at"] == due_at(person)


def test_the_setting_says_how_long(settings: Any) -> None:
    person = a_person(Role.EDITOR, role_since=timezone.now() - timedelta(days=3))

    assert not is_overdue(person)
    settings.SECOND_FACTOR_GRACE_DAYS = 2
    assert is_overdue(person)


def test_an_app_of_before_works_as_long_as_the_key_of_then_is_kept(client: Client, settings: Any) -> None:
    person = a_person(Role.READER)
    secret = with_app(person)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "an other key"
    settings.SECRET_KEY_FALLBACKS = [before]

    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "address", ["/werkplek/", "/beheer/", "/beheer/initiatives/theme/", "/account/", "/account/mijn-gegevens/"]
)
def test_after_it_every_page_leads_to_setting_one_up(role: Role, address: str) -> None:
    answer = signed_in(long_since(role)).get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith(SET_UP)


def test_after_it_nothing_that_is_sent_has_effect() -> None:
    client = signed_in(long_since(Role.ADMINISTRATOR))

    answer = client.post("/beheer/accounts/user/add/", {"email": "x@voorbeeld.nl", "role": Role.ADMINISTRATOR})

    assert answer["Location"].startswith(SET_UP)
    assert not User.objects.filter(email="x@voorbeeld.nl").exists()


@pytest.mark.parametrize("address", ["/", "/initiatieven/zaak/", "/over/", "/zoeken/?q=zaak"])
def test_pages_for_visitors_stay_open(address: str) -> None:
    a_case(slug="zaak")

    assert signed_in(long_since(Role.EDITOR)).get(address).status_code == 200


def test_signing_in_leads_to_setting_one_up_and_signing_out_is_possible(client: Client) -> None:
    person = long_since(Role.EDITOR)

    answer = client.get(sign_in(client, person)["Location"])

    assert answer["Location"].startswith(SET_UP)
    assert client.get(SET_UP).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [Role.READER, Role.RESEARCHER])
def test_others_need_none(role: Role) -> None:
    assert signed_in(long_since(role)).get("/werkplek/").status_code == 200


def test_who_has_one_goes_on_without_another_query(django_assert_num_queries: Any) -> None:
    person = long_since(Role.EDITOR)
    with_app(person)
    client = signed_in(person)

    with django_assert_num_queries(3):  # session, person with whether there is a second step, sessions
        assert client.get("/account/sessies/").status_code == 200


def test_a_new_role_starts_the_time_anew(bram: User) -> None:
    person = long_since(Role.READER)
    where = reverse("admin:accounts_user_change", args=[person.pk])
    client = signed_in(bram)

    client.post(where, filled_form(client.get(where)) | {"role": Role.EDITOR})

    person.refresh_from_db()
    assert person.role == Role.EDITOR
    assert not is_overdue(person)


def test_an_app_is_set_up_with_a_code_and_brings_recovery_codes(client: Client) -> None:
    person = long_since(Role.EDITOR)
    sign_in(client, person)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)

    assert len(answer.context["unused_codes"]) == 10
    assert client.get("/werkplek/").status_code == 200
    lines = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert lines == answer.context["unused_codes"]


def test_the_database_does_not_tell_the_secret() -> None:
    person = a_person()
    secret = with_app(person)

    assert secret not in str(Authenticator.objects.get(user=person).data)


def test_signing_in_asks_for_the_code(client: Client) -> None:
    person = a_person(Role.EDITOR)
    secret = with_app(person)

    assert sign_in(client, person)["Location"] == reverse("mfa_authenticate")
    assert client.get("/werkplek/").status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert answer["Location"] == reverse("workspace")
    assert client.get("/werkplek/").status_code == 200


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_is_no_second_factor(credential: str) -> None:
    form = get_form_class(app_settings.FORMS, "authenticate_webauthn", AuthenticateWebAuthnForm)

    assert "credential" in form({"credential": credential}, user=a_person(Role.EDITOR)).errors


def test_a_recovery_code_works_once(client: Client) -> None:
    person = a_person()
    with_app(person)
    RecoveryCodes.activate(person)
    (one, *_others) = RecoveryCodes(Authenticator.objects.get(user=person, type="recovery_codes")).get_unused_codes()

    outcomes = []
    for browser in (client, Client()):
        sign_in(browser, person)
        browser.post(reverse("mfa_authenticate"), {"code": one})
        outcomes.append("_auth_user_id" in browser.session)

    assert outcomes == [True, False]


def test_guessing_codes_ends_soon(client: Client) -> None:
    person = a_person()
    secret = with_app(person)
    sign_in(client, person)
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert "_auth_user_id" not in client.session


def test_setting_up_asks_again_who_it_is() -> None:
    client = signed_in(a_person())  # a session of long ago: nobody said a password in it lately

    answer = client.get(reverse("mfa_activate_totp"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    client.post(answer["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.parametrize(("role", "may"), [(Role.RESEARCHER, True), (Role.EDITOR, False)])
def test_the_last_one_stays_with_who_must_have_one(client: Client, role: Role, may: bool) -> None:
    person = a_person(role)
    secret = with_app(person)
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=person).exists() is not may


def test_an_administrator_lets_somebody_in_who_lost_theirs(bram: User, client: Client) -> None:
    person = long_since(Role.EDITOR)
    with_app(person)
    where = reverse("admin:accounts_user_change", args=[person.pk])
    administrator = signed_in(bram)

    administrator.post(where, filled_form(administrator.get(where)) | {"without_second_factor": "on"})

    assert sign_in(client, person)["Location"] == reverse("workspace")
    assert client.get("/werkplek/").status_code == 200
