"""Pictures and files that are added to an open version; what is said of them is a part like others."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import lock
from initiatives.models import Initiative, InitiativeAttachment, InitiativePicture, InitiativeVersion
from media import intake
from media.intake import Refused
from media.models import Picture

LONGEST_TEXT = 500


def add_file(record: Initiative, version: int, name: str, upload: Any, *, by: User) -> None:
    """Take in what was sent for the list `name` ("pictures" or "attachments") and add a row; raises Refused."""
    if name == "pictures":
        add_picture(record, version, intake.take(upload, by=by), by=by)
        return
    file = intake.take_attachment(upload, by=by)
    with transaction.atomic():
        rows = _open_rows(record, version, InitiativeAttachment)
        if rows.filter(file=file).exists():
            raise Refused(_("This file is there already."))
        InitiativeAttachment.objects.create(version_id=version, file=file, title=file.name[:200], position=rows.count())


@transaction.atomic
def add_picture(record: Initiative, version: int, picture: Picture, *, text: str = "", by: User) -> None:
    """Add a row for a picture that was taken in; raises Refused when it is there already."""
    rows = _open_rows(record, version, InitiativePicture)
    if rows.filter(picture=picture).exists():
        raise Refused(_("This picture is there already."))
    InitiativePicture.objects.create(
        version_id=version, picture=picture, alternative_text=text[:LONGEST_TEXT], position=rows.count()
    )
    InitiativeVersion.objects.get(pk=version).authors.add(by)


def _open_rows(record: Initiative, version: int, model: Any) -> Any:
    """The rows of a version that is still open, which is locked."""
    lock(record)
    if not InitiativeVersion.objects.open().filter(pk=version, record=record).exists():
        raise Refused(_("This version is not open any more."))
    return model.objects.filter(version=version)
