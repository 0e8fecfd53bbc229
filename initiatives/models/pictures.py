"""The pictures and files that a version of a case shows."""

from django.db import models

from initiatives.models.records import InitiativeVersion
from media.models import AttachmentRow, PictureRow


class InitiativePicture(PictureRow):
    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="pictures")


class InitiativeAttachment(AttachmentRow):
    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="attachments")
