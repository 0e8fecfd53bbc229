"""How a case begins in the workspace: a record that its maker owns, with a draft."""

from django.db import transaction

from accounts.models import User
from curation.first_drafts import begin
from initiatives.models import InitiativeVersion
from places.models import Municipality


@transaction.atomic
def begin_case(
    title: str, *, municipality: Municipality | None, online: bool, body: str = "", by: User
) -> InitiativeVersion:
    """A new case of `by`, with a draft that says this much."""
    version = InitiativeVersion(title=title, municipality=municipality, online=online, body=body)
    begin(version, by=by)
    version.save()
    version.authors.add(by)
    version.record.owners.add(by)
    return version
