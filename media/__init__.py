"""Pictures and files: taken in by what they hold, drawn anew, kept, shown, and removed when that is asked.

The doors of this room:

- `media.intake.take(upload, by=user) -> Picture` and `media.intake.take_attachment(upload, by=user) -> Attachment`. An
  upload is what Django gives in `request.FILES`, or `ContentFile(bytes, name=…)`. Both raise `media.intake.Refused`,
  whose text is for people and goes beside the field. The same bytes twice are one picture. In a form:
  `media.forms.PictureField` and `media.forms.AttachmentField`, which give the Picture or Attachment as cleaned value.
- `media.models.PictureRow` and `AttachmentRow`: abstract rows of a version, as `initiatives.models.InitiativePicture`
  (`version`, `picture`, `position`, `alternative_text`, `is_decorative`, `caption`, `credit`, `licence`,
  `licence_url`, `consent`, `consent_note`, `consent_on`) and
  `InitiativeAttachment` (`version`, `file`, `position`, `title`).
  `row.lacks()` says what stands in the way of publication.
- `media.renditions.of(picture) -> Renditions`, and in templates the components `picture.jinja` with `picture=… text=…`
  (`<picture>` in every format and width, or “picture removed”) and `figure.jinja` with `row=…`.
- `media.access.register(row_model, public=Q, visible_to=function)`: who may fetch what a row refers to.
- `media.removal.remove(picture, by=user)`: bytes and renditions go, a tombstone stays, in every version.
- `InitiativePicture.objects.missing("alt")`: rows that lack something, by the words of `media.querysets.MISSING`.
"""
