"""Who is behind a request: one query that also tells whether the person has a second factor."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import User

# What rooms above ask of the person in the same query, by the name it gets; they add to it at start-up.
also_asked: dict[str, Any] = {}

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SignInBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        asked = {**also_asked, "has_second_factor": Exists(factors)}
        person = User.objects.filter(pk=user_id).annotate(**asked).first()
        return person if person and self.user_can_authenticate(person) else None
