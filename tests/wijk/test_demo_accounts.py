"""`manage.py demo_accounts` makes one account per role, once."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role

pytestmark = pytest.mark.django_db
EMAILS = {
    "onderzoeker@voorbeeld.nl": Role.RESEARCHER,
    "redacteur@voorbeeld.nl": Role.EDITOR,
    "beheerder@voorbeeld.nl": Role.ADMINISTRATOR,
    "gemeente@voorbeeld.nl": Role.READER,
}


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    settings.WIJK_VAR = tmp_path
    return tmp_path


def demo_accounts(*arguments: str) -> dict[str, str]:
    """Run the command; gives what it prints, password by e-mail address."""
    out = StringIO()
    call_command("demo_accounts", *arguments, stdout=out)
    return dict(line.split(" ", 1) for line in out.getvalue().splitlines())


def kept(var: Path) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in (var / "demo-accounts.txt").read_text().splitlines())


def test_each_role_has_one(var: Path) -> None:
    printed = demo_accounts()

    assert dict(User.objects.values_list("email", "role")) == EMAILS
    assert printed == kept(var)
    assert set(printed) == set(EMAILS)
    assert len(set(printed.values())) == len(EMAILS)
    assert all(User.objects.get(email=email).check_password(word) for email, word in printed.items())


def test_the_file_is_for_the_owner_alone(var: Path) -> None:
    demo_accounts()

    assert stat.S_IMODE((var / "demo-accounts.txt").stat().st_mode) == 0o600


def test_one_can_sign_in_with_it(client: Client) -> None:
    password = demo_accounts()["redacteur@voorbeeld.nl"]

    client.post("/account/inloggen/", {"login": "redacteur@voorbeeld.nl", "password": password})

    assert "_auth_user_id" in client.session


def test_again_it_changes_nothing(var: Path) -> None:
    first = demo_accounts()

    assert demo_accounts() == first == kept(var)
    assert all(User.objects.get(email=email).check_password(word) for email, word in first.items())


def test_a_password_that_is_given_becomes_that_of_all(var: Path) -> None:
    demo_accounts()

    printed = demo_accounts("--password", "een lang woord")

    assert set(printed.values()) == {"een lang woord"}
    assert printed == kept(var)
    assert all(user.check_password("een lang woord") for user in User.objects.all())


def test_an_account_that_was_there_keeps_its_password(var: Path) -> None:
    User.objects.create_user("redacteur@voorbeeld.nl", "eigen keuze", role=Role.EDITOR)

    demo_accounts()

    assert User.objects.get(email="redacteur@voorbeeld.nl").check_password("eigen keuze")
    assert set(kept(var)) == set(EMAILS) - {"redacteur@voorbeeld.nl"}


def test_a_lost_account_is_made_again_with_a_new_password(var: Path) -> None:
    before = demo_accounts()
    User.objects.filter(email="gemeente@voorbeeld.nl").delete()

    after = demo_accounts()

    assert after["gemeente@voorbeeld.nl"] != before["gemeente@voorbeeld.nl"]
    assert after == kept(var)
    assert User.objects.get(email="gemeente@voorbeeld.nl").check_password(after["gemeente@voorbeeld.nl"])


@pytest.mark.parametrize("password", ["", "  ", "twee\nregels"])
def test_a_password_fits_on_a_line(password: str) -> None:
    with pytest.raises(CommandError):
        demo_accounts("--password", password)

    assert not User.objects.exists()


def test_a_real_site_refuses_them(settings: Settings, var: Path) -> None:
    settings.SITE_URL = "https://wijk.example.nl"

    with pytest.raises(CommandError):
        demo_accounts()

    assert not User.objects.exists()
    assert not (var / "demo-accounts.txt").exists()


def test_a_real_site_has_them_by_force(settings: Settings) -> None:
    settings.SITE_URL = "https://wijk.example.nl"

    assert set(demo_accounts("--force")) == set(EMAILS)
