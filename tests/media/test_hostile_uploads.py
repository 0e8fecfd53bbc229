"""What strangers send does no harm: it is refused with a reason, or served as something that cannot run."""

import io
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.test import Client

from initiatives.models import InitiativeAttachment, InitiativePicture
from media.forms import AttachmentField, PictureField
from media.models import Attachment, Consent, Picture
from media.renditions import address, names_of
from tests.factories import a_case
from tests.media.hostile_files import ATTACHMENTS, MARK, PICTURES, Hostile

pytestmark = pytest.mark.django_db
NOTHING_RUNS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


class PictureForm(forms.Form):
    sent = PictureField()


class AttachmentForm(forms.Form):
    sent = AttachmentField()


def sent(hostile: Hostile) -> dict[str, Any]:
    """As Django gives it, but with a name that nobody has cleaned."""
    content = hostile.make()
    upload = InMemoryUploadedFile(io.BytesIO(content), "sent", "x", "text/html", len(content), None)
    upload._name = hostile.name
    return {"sent": upload}


@pytest.mark.parametrize("what", PICTURES)
def test_pictures(what: str, client: Client) -> None:
    form = PictureForm({}, sent(PICTURES[what]))

    assert form.is_valid() == PICTURES[what].is_taken
    assert Picture.objects.count() == int(PICTURES[what].is_taken)
    if form.is_valid():
        picture = form.cleaned_data["sent"]
        version = a_case().published_version
        InitiativePicture.objects.create(version=version, picture=picture, consent=Consent.NOBODY)
        for name in names_of(picture):
            response = client.get(address(picture, name))
            assert response.status_code == 200
            assert response.headers["Content-Type"] in {"image/avif", "image/webp", "image/jpeg", "image/png"}
            assert {header: response.headers[header] for header in NOTHING_RUNS} == NOTHING_RUNS
            assert MARK not in response.getvalue()


@pytest.mark.parametrize("what", ATTACHMENTS)
def test_attachments(what: str, client: Client) -> None:
    form = AttachmentForm({}, sent(ATTACHMENTS[what]))

    assert form.is_valid() == ATTACHMENTS[what].is_taken
    assert Attachment.objects.count() == int(ATTACHMENTS[what].is_taken)
    if form.is_valid():
        file = form.cleaned_data["sent"]
        InitiativeAttachment.objects.create(version=a_case().published_version, file=file, title="Bijlage")
        response = client.get(file.get_absolute_url())
        assert response.status_code == 200
        assert response.headers["Content-Type"] in {"application/pdf", "audio/mpeg", "audio/wav"}
        assert response.headers["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert {header: response.headers[header] for header in NOTHING_RUNS} == NOTHING_RUNS
        assert "Set-Cookie" not in response.headers
