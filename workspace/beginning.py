"""How a case begins in the workspace: a record that its maker owns, with a draft."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.first_drafts import begin_own
from initiatives.models import InitiativeVersion
from places.models import Municipality
from workspace.pictures import add_picture
from workspace.word import Found


def begin_case(
    title: str, *, municipality: Municipality | None, online: bool, body: str = "", by: User
) -> InitiativeVersion:
    """A new case of `by`, with a draft that says this much."""
    return begin_own(InitiativeVersion(title=title, municipality=municipality, online=online, body=body), by=by)


@transaction.atomic
def begin_from_word(
    found: Found, *, title: str, municipality: Municipality | None, online: bool, by: User
) -> InitiativeVersion:
    """A new case of `by` with what a Word file says."""
    name = title or found.title or _("Case from a Word file")
    version = begin_case(name, municipality=municipality, online=online, body=found.body, by=by)
    for picture, text in found.pictures:
        add_picture(version.record, version.pk, picture, text=text, by=by)
    return version
