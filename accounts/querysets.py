"""Every question about invitations and mail that waits worth a name."""

from typing import Any, Self

from django.db import models
from django.utils import timezone


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Neither accepted nor revoked; those that expired wait to be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def valid(self) -> Self:
        """Those that can still be accepted."""
        return self.open().filter(expires_at__gt=timezone.now())

    def newest_first(self) -> Self:
        return self.order_by("-invited_at", "-pk")

    def with_inviter(self) -> Self:
        """Fetch what account/invitations.html shows, in one query."""
        return self.select_related("invited_by")


class LetterQuerySet(models.QuerySet[Any]):
    def due(self) -> Self:
        return self.filter(due_at__lte=timezone.now())
