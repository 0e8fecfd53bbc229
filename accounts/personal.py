"""What the site keeps about a person: every room says what it has, for the download and for erasing.

A room that keeps something about people registers in its AppConfig.ready():

    personal.register("visits", visits_of, erase=forget_visits)
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry

from accounts.language import language_of
from accounts.models import Invitation, User

Collect = Callable[[User], Any]
Erase = Callable[[User], None]


class Holding(NamedTuple):
    collect: Collect
    erase: Erase | None


_holdings: dict[str, Holding] = {}


def register(name: str, collect: Collect, *, erase: Erase | None = None) -> None:
    """Add what `collect` gives of a person (anything that JSON can say) under `name` to the download of their data.

    `erase` runs in the transaction that empties the account, while name and address are still there; it takes away what
    tells who the person is, and leaves the work.
    """
    _holdings[name] = Holding(collect, erase)


def everything_about(person: User) -> dict[str, Any]:
    """What is kept about `person`, by room."""
    return {name: holding.collect(person) for name, holding in _holdings.items()}


def erase(person: User) -> None:
    """Let every room forget who `person` is."""
    for holding in _holdings.values():
        if holding.erase:
            holding.erase(person)


def _account(person: User) -> dict[str, Any]:
    return {
        "email": person.email,
        "name": person.name,
        "language": language_of(person),
        "role": person.role,
        "role_since": person.role_since,
        "member_since": person.date_joined,
        "last_signed_in": person.last_login,
    }


def _addresses(person: User) -> list[Any]:
    return list(EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary"))


def _second_factors(person: User) -> list[Any]:
    return list(Authenticator.objects.filter(user=person).order_by("pk").values("type", "created_at", "last_used_at"))


def _sessions(person: User) -> list[Any]:
    return list(UserSession.objects.filter(user=person).order_by("pk").values("created_at", "ip", "user_agent"))


def _organisations(person: User) -> list[Any]:
    fields = ("provider", "uid", "date_joined", "last_login", "extra_data")
    return list(SocialAccount.objects.filter(user=person).order_by("pk").values(*fields))


def _invitations(person: User) -> list[Any]:
    sent = Invitation.objects.filter(invited_by=person) | Invitation.objects.filter(email__iexact=person.email)
    return list(sent.order_by("pk").values("email", "role", "invited_at", "accepted_at", "revoked_at"))


def _administration(person: User) -> list[Any]:
    entries = LogEntry.objects.filter(user_id=person.pk).order_by("pk").select_related("content_type")
    return [
        {"at": entry.action_time, "kind": str(entry.content_type), "what": entry.object_repr, "how": str(entry)}
        for entry in entries
    ]


register("account", _account)
register("addresses", _addresses)
register("second_factors", _second_factors)
register("sessions", _sessions)
register("organisations", _organisations)
register("invitations", _invitations)
register("administration", _administration)
