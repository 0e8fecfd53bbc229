"""The pictures of cases by what they lack."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.models import OPEN
from curation.uses import is_current
from initiatives.models import Initiative, InitiativePicture, InitiativeVersion

PAGE = 20
LACKING: dict[str, Any] = {
    "alt": _("alternative text"),
    "toestemming": _("consent"),
    "licentie": _("licence"),
    "bron": _("maker"),
}


def pictures_of(user: User, missing: str) -> QuerySet[Any]:
    """Pictures that lack something in the cases that `user` may edit: as the open version has them, else as is shown.

    A picture that is mended in the open version needs no mending, though readers see the other one until it is
    published.
    """
    opened = InitiativeVersion.objects.filter(record=OuterRef("version__record"), status__in=OPEN)
    rows = InitiativePicture.objects.missing(missing).filter(
        is_current("version__"),
        Q(version__status__in=OPEN) | ~Exists(opened),
        version__record__in=Initiative.objects.editable_by(user),
    )
    return rows.select_related("picture", "version__record").order_by("-version__changed_at", "position", "pk")


@dataclass(frozen=True)
class PictureList:
    """A page of the pictures that lack `mist`; of all that lack anything without it."""

    user: User
    query: QueryDict

    @property
    def missing(self) -> str:
        asked = self.query.get("mist", "")
        return asked if asked in LACKING else ""

    @property
    def unknown(self) -> str:
        """What was asked for and is nothing that a picture can lack."""
        asked = self.query.get("mist", "")
        return asked[:40] if asked and not self.missing else ""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return list(LACKING.items())

    @property
    def page(self) -> Page:
        number = self.query.get("pagina", "1")
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
        return Paginator(pictures_of(self.user, self.missing), PAGE).page(wanted)

    @property
    def address(self) -> str:
        return f"?mist={self.missing}" if self.missing else "?"
