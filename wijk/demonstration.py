"""Accounts to try the site with: one per role, with passwords that nobody else knows."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from wijk import environment

ACCOUNTS = {
    "onderzoeker@voorbeeld.nl": Role.RESEARCHER,
    "redacteur@voorbeeld.nl": Role.EDITOR,
    "beheerder@voorbeeld.nl": Role.ADMINISTRATOR,
    "gemeente@voorbeeld.nl": Role.READER,
}


def accounts_file() -> Path:
    """Where the passwords are kept: a line each, e-mail address, space, password."""
    return Path(settings.WIJK_VAR) / "demo-accounts.txt"


def are_allowed_here() -> bool:
    """Whether this site is one that only its own machine can open."""
    return environment.is_local(settings.SITE_URL)


def ensure_accounts(password: str | None = None) -> dict[str, str | None]:
    """Make the accounts that are missing and keep their passwords in `accounts_file()`.

    An account that exists keeps its password unless `password` is given. Gives the password of each account by e-mail
    address, None where it is not known.
    """
    known = _known_passwords()
    passwords: dict[str, str | None] = {}
    with transaction.atomic():
        for email, role in ACCOUNTS.items():
            user = User.objects.filter(email=email).first()
            if user and not password:
                passwords[email] = known.get(email)
                continue
            chosen = password or secrets.token_urlsafe(12)
            passwords[email] = chosen
            if user:
                user.set_password(chosen)
                user.save(update_fields=["password"])
            else:
                User.objects.create_user(email, chosen, role=role)
        if passwords != known:
            _keep(passwords)
    return passwords


def _known_passwords() -> dict[str, str | None]:
    if not accounts_file().exists():
        return {}
    pairs = (line.partition(" ") for line in accounts_file().read_text().splitlines())
    return {email: password for email, _, password in pairs if password}


def _keep(passwords: dict[str, str | None]) -> None:
    """Write the file anew, whole or not at all."""
    lines = [f"{email} {password}\n" for email, password in passwords.items() if password]
    half = accounts_file().with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(lines)
    half.replace(accounts_file())
