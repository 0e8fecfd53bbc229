"""What happens to people: roles, invitations, switching off, erasing; each as one step, whole or not at all."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import personal
from accounts.models import Invitation, User
from accounts.roles import Role
from trail.writing import note


class LastAdministrator(Exception):
    """Nobody would be left to look after the site."""


class HasAccount(Exception):
    """The address belongs to somebody who has an account; a role is given there."""


class InvitationClosed(Exception):
    """The invitation was used, revoked or is too old."""


@transaction.atomic
def settle(person: User, before: Mapping[str, Any], *, by: User) -> None:
    """Let all that follows from an administrator's change follow; `before` has the values of the fields until now.

    An address that an administrator gives counts as verified. The time to set up a second factor starts anew with a
    role. Who is switched off is out at once.
    """
    if before.get("email") != person.email:
        vouch_for_address(person)
    if before.get("role") != person.role:
        person.role_since = timezone.now()
        person.save(update_fields=["role_since"])
    if not person.is_active:
        end_sessions(person)
    _note_changes(person, before, by)


def _note_changes(person: User, before: Mapping[str, Any], by: User) -> None:
    if not before:
        note("make_account", by=by, whom=person, role=person.role)
        return
    if before["role"] != person.role:
        note("give_role", by=by, whom=person, role=person.role, before=before["role"])
    if before["is_active"] != person.is_active:
        note("switch_on" if person.is_active else "switch_off", by=by, whom=person)


@transaction.atomic
def remove_second_factors(person: User, *, by: User) -> None:
    """Let `person` in with a password alone, for as long as setting up a new second factor may take."""
    Authenticator.objects.filter(user=person).delete()
    person.role_since = timezone.now()
    person.save(update_fields=["role_since"])
    end_sessions(person)
    note("remove_second_step", by=by, whom=person)


def end_sessions(person: User, *, but: str | None = None) -> None:
    """Sign `person` out everywhere, save where the session is `but`."""
    sessions = UserSession.objects.filter(user=person).exclude(session_key=but or "")
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()


def vouch_for_address(person: User) -> None:
    """The address that the site has for `person` counts as verified, and is the only one."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


def vouch_for_hand_made(person: User) -> None:
    """Who has no address in allauth's table did not sign up: an administrator or a command made the account."""
    if not EmailAddress.objects.filter(user=person).exists():
        vouch_for_address(person)


@transaction.atomic
def invite(email: str, *, role: Role, by: User) -> tuple[Invitation, str]:
    """Ask somebody to join. Gives the invitation, and the secret that the link carries and that is kept nowhere.

    An open invitation for the address is replaced. Raises HasAccount when the address has a verified account.
    """
    email = email.strip().lower()
    if verified_account(email):
        raise HasAccount
    Invitation.objects.open().filter(email__iexact=email).update(revoked_at=timezone.now())
    secret, digest = _new_secret()
    invitation = Invitation.objects.create(email=email, role=role, digest=digest, invited_by=by, expires_at=_expiry())
    note("invite", by=by, about=invitation, role=invitation.role)
    return invitation, secret


@transaction.atomic
def renew(invitation: Invitation, *, by: User) -> str:
    """Send it again: a new secret, valid from now; the link that was sent before works no longer."""
    held = _held(invitation)
    secret, held.digest = _new_secret()
    held.expires_at = invitation.expires_at = _expiry()
    held.save(update_fields=["digest", "expires_at"])
    note("renew_invitation", by=by, about=held)
    return secret


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """The link works no longer."""
    held = _held(invitation)
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    note("revoke_invitation", by=by, about=held)


@transaction.atomic
def accept(invitation: Invitation, *, name: str, password: str | None) -> User:
    """Make the account that `invitation` promises, or take over one that was never verified; works once.

    Who opened the link reads the mail of that address, so it counts as verified. Without a password the person signs in
    with a passkey, or asks for a password later. Raises InvitationClosed or HasAccount.
    """
    held = _held(invitation)
    if held.has_expired:
        raise InvitationClosed
    if verified_account(held.email):
        raise HasAccount
    User.objects.filter(email__iexact=held.email).delete()  # somebody signed up with it, and never showed it theirs
    person = User.objects.create_user(held.email, password, name=name, role=Role(held.role))
    vouch_for_address(person)
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    note("accept_invitation", by=person, about=held, role=person.role)
    return person


def invitation_of(secret: str) -> Invitation | None:
    """The invitation whose link carries `secret`, as long as it can be accepted."""
    return Invitation.objects.valid().filter(digest=_digest(secret)).first()


def verified_account(email: str) -> User | None:
    """The account with this address, unless its address was never shown to be the person's own."""
    person = User.objects.filter(email__iexact=email).first()
    if person and EmailAddress.objects.filter(user=person).exists():
        return person if EmailAddress.objects.filter(user=person, verified=True).exists() else None
    return person


@transaction.atomic
def erase(person: User) -> None:
    """Take away what tells who `person` is; the emptied account stays, so that work and traces stay attributed."""
    _keep_an_administrator(person)
    note("close_account", by=person)
    personal.erase(person)
    end_sessions(person)
    email = person.email
    for model in (EmailAddress, Authenticator, SocialAccount):
        cast("Any", model).objects.filter(user=person).delete()
    Invitation.objects.filter(email__iexact=email).delete()
    _forget_in_log(person)
    person.email, person.name = f"{person.pk}@erased.invalid", ""
    person.role, person.is_active = Role.READER, False
    person.erased_at, person.last_login = timezone.now(), None
    person.set_unusable_password()
    person.save()


def _forget_in_log(person: User) -> None:
    """The administration's log keeps what was done to whom in words; only the fact stays."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    entries.update(object_repr=str(_("former colleague")))


def _keep_an_administrator(leaving: User) -> None:
    """Raises LastAdministrator when `leaving` is the only one; two who leave at once wait for each other."""
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).select_for_update(no_key=True)
    keys = [administrator.pk for administrator in administrators.order_by("pk")]
    if keys == [leaving.pk]:
        raise LastAdministrator


def _held(invitation: Invitation) -> Invitation:
    """The row of an open invitation, locked."""
    held = Invitation.objects.open().select_for_update(no_key=True).filter(pk=invitation.pk).first()
    if held is None:
        raise InvitationClosed
    return held


def _new_secret() -> tuple[str, str]:
    secret = secrets.token_urlsafe(32)
    return secret, _digest(secret)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _expiry() -> Any:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)
