"""Every route of the site, and an example of the address of each on a site with one of everything."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse

from accounts.roles import Role
from accounts.workflow import invite
from curation.models import EditorialPolicy, StatusChange
from curation.workflow import open_draft
from initiatives.models import (
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    Initiative,
    InitiativeAttachment,
    InitiativePicture,
    InvolvementRole,
    Keyword,
    Phase,
    TargetGroup,
    Theme,
)
from initiatives.vocabulary_workflow import merge_terms
from jobs.keeping import keep
from jobs.workflow import start as start_job
from lessons import weighing
from lessons.marking import mark
from lessons.models import Evidence, Lesson, Passage, Shift, Stance
from media import renditions
from media.intake import take, take_attachment
from media.models import Consent
from notices.kinds import Strand
from notices.unsubscribing import link_for
from places.models import Municipality, Province
from publications.models import Kind
from publications.recordings.marking import mark_for
from shelf.collecting import make, share
from shelf.collection_views import SHARED
from shelf.models import Collection
from shelf.secret_addresses import token_of
from shelf.views import FEED
from shelf.workflow import open_feed
from tests.factories import (
    a_case,
    a_draft,
    a_lesson,
    a_lesson_draft,
    a_person,
    a_publication,
    a_publication_draft,
    a_recording,
    an_infographic,
)
from tests.jobs.works import count_up
from tests.media.pictures import a_jpeg, a_pdf, upload
from workspace.models import Remark

OF_INFOGRAPHICS = frozenset(
    f"workspace_work_{name}"
    for name in ("tiles", "arrangement", "new_tile", "tile_back", "figures", "tile", "tile_picture")
)

SAID = "WEBVTT\n\n00:00.000 --> 00:05.000\nWij begonnen met koffie.\n"
RECORDED = ("workspace_work_recording", "workspace_work_captions", "workspace_work_moment")


def the_routes(resolver: Any = None, place: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every route as (name, pattern); the pattern stands in for a name that is not there."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = place + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield (namespace + entry.name if entry.name else pattern), pattern
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from the_routes(entry, pattern, inner)


class Examples:
    """A site with one of everything, and the address of each route on it."""

    def __init__(self) -> None:
        editor = a_person(Role.EDITOR)
        case = a_case(slug="zaak", summary="Van de straat.", actors=[("De Haard", "welzijn"), ("de haard", "welzijn")])
        lesson, publication = a_lesson(slug="zaak"), a_publication(slug="zaak", kind="bundle")
        keyword = Keyword.objects.create(name="moestuin", slug="moestuin")
        merged, kept = Actor.objects.order_by("pk")
        merge = merge_terms(merged, into=kept, by=editor)
        LogEntry.objects.log_actions(editor.pk, [case], 2, change_message="x", single_object=True)
        invitation, secret = invite("genodigd@voorbeeld.nl", role=Role.RESEARCHER, by=editor)
        self.keys: dict[str, Any] = {
            "number": invitation.pk,
            "secret": secret,
            "initiatives_initiative": a_draft().record_id,
            "initiatives_initiativeversion": open_draft(case, by=editor).pk,
            "initiatives_keyword": keyword.pk,
            "initiatives_actor": Actor.objects.create(name="Vuur").pk,
            "lessons_lesson": a_lesson_draft().record_id,
            "lessons_lessonversion": open_draft(lesson, by=editor).pk,
            "publications_publication": a_publication_draft().record_id,
            "publications_publicationversion": open_draft(publication, by=editor).pk,
            "places_province": Province.objects.first().pk,  # type: ignore[union-attr]
            "places_municipality": Municipality.objects.first().pk,  # type: ignore[union-attr]
            "curation_merge": merge.pk,
            "curation_statuschange": StatusChange.objects.first().pk,  # type: ignore[union-attr]
            "admin_logentry": LogEntry.objects.first().pk,  # type: ignore[union-attr]
            "curation_editorialpolicy": EditorialPolicy.objects.create(pk=1).pk,
            "accounts_user": editor.pk,
        }
        lists: list[Any] = [
            Theme,
            ActorKind,
            InvolvementRole,
            AccommodationKind,
            TargetGroup,
            CommunityWork,
            Phase,
        ]
        for model in lists:
            unused = model.objects.create(name="Nooit gebruikt", slug="nooit-gebruikt")
            self.keys[f"initiatives_{model._meta.model_name}"] = unused.pk
        remark = Remark.objects.create(record=case, part="summary", quote="Weg.", text="Hoezo?", by=editor)
        self.keys["remark"] = remark.pk
        passage = _passage_of(case, lesson)
        self.passage, self.lesson, self.publication = passage.pk, lesson, publication
        infographic = an_infographic({"kind": "title", "heading": "Wijk"}, slug="beeld")
        self.tile = open_draft(infographic, by=editor).tiles.get().pk
        self.evidence = Evidence.objects.get(passage=passage).pk
        self.shift = Shift.objects.create(lesson=lesson, cause=Shift.Cause.TEXT_CHANGED, initiative=case).pk
        self.coding = weighing.code(passage, Theme.objects.get(slug="ontmoeting"), note="", by=editor).pk
        self.tokens = {
            "notice_unsubscribing": link_for(editor, Strand.FOLLOWING).split("/")[-2],
            "shared_collection": token_of(share(make(editor, "Eten")).nonce or "", SHARED),
            "personal_feed": token_of(open_feed(editor).nonce, FEED),
        }
        self.job = start_job(count_up, editor, title="Tellen", given={"to": 3})
        self.file = keep(self.job, "zaak.txt", b"3", "text/plain")
        self.content_type = ContentType.objects.get_for_model(case).pk
        self.case = case
        self.recording = a_recording(slug="opname", transcript=SAID, chapters=[(0, "Begin")])
        heard: Any = self.recording.published_version
        spoken = mark_for(lesson, heard, (0, 5000), stance=Stance.SUPPORTS, note="", by=None)
        self.moment, self.spoken = spoken.moment_id, spoken.pk
        open_draft(self.recording, by=editor)
        a_publication(slug="reeks", kind=Kind.PODCAST_SERIES)
        self.picture, self.attachment = _shown_by(case)
        self.picture_key = self.picture.split("/")[-2]

    def address(self, name: str, pattern: str) -> str:
        if name == pattern and name.startswith("beheer/"):
            model = "_".join(name.split("/")[1:3])
            return f"/beheer/{model.replace('_', '/')}/{self.keys[model]}/" if model in self.keys else "/beheer/niets/"
        if name in {"picture", "attachment"}:
            return self.picture if name == "picture" else self.attachment
        model = name.removeprefix("admin:").rpartition("_")[0]
        values: dict[str, Any] = {
            "slug": "heerlen"
            if name == "municipality"
            else "ontmoeting"
            if name in {"theme", "theme_feed", "theme_picture"}
            else "reeks"
            if name in {"podcast_feed", "series_picture"}
            else "opname"
            if name.startswith(("transcript_", "recording_", *RECORDED))
            else "beeld"
            if name in OF_INFOGRAPHICS or name.startswith("infographic_")
            else "zaak",
            "name": {"job_file": "zaak.txt", "sitemap_page": "lessen"}.get(name, "thema"),
            "number": self.keys["number"] if name.startswith("invitation_") else 1,
            "version": self._record_of(name).published_version_id,
            "uidb36": "1",
            "pk": 1,
            "provider_id": "organisatie",
            "secret": self.keys["secret"],
            "remark": self.keys["remark"],
            "coding": self.coding,
            "notice": 1,
            "passage": self.passage,
            "evidence": self.evidence,
            "shift": self.shift,
            "tile": self.tile,
            "kind": "lessen",
            "row": "zaak",
            "case": "zaak",
            "ending": "qdc",
            "form": "infographic.svg",
            "follow": 1,
            "moment": self.moment,
            "spoken": self.spoken,
            "collection": Collection.objects.order_by("pk")[0].pk,
            "token": self.tokens.get("shared_collection" if name.startswith("shared_") else name, ""),
            "key": self.keys.get(model, "set-password"),
            "job": self.job.pk,
            "file": self.file.pk,
            "step": "indiening",
            "app_label": "initiatives",
            "content_type_id": self.content_type,
            "object_id": self.case.pk if name == "admin:view_on_site" else self.keys.get(model),
        }
        if name == "workspace_picture_consent":
            values["key"] = self.picture_key
        address = reverse(name, kwargs={key: value for key, value in values.items() if f"{key}>" in pattern})
        if name == "oembed":
            return f"{address}?url={settings.SITE_URL}/publicaties/beeld/"
        return f"{address}?versie={self.case.published_version_id}" if name == "workspace_new_passage" else address

    def _record_of(self, name: str) -> Any:
        if name.startswith("workspace_work_"):
            return self.publication
        return self.lesson if "lesson" in name else self.case


def _passage_of(case: Initiative, lesson: Lesson) -> Passage:
    """A passage that visitors may see: a public lesson rests on it."""
    version: Any = case.published_version
    passage = mark(version, 0, 8, by=None)
    weighing.propose(lesson, passage, stance=Stance.SUPPORTS, note="", by=None)
    return passage


def _shown_by(case: Initiative) -> tuple[str, str]:
    """The addresses of a picture and a file that visitors may see."""
    picture = take(upload(a_jpeg()), by=None)
    attachment = take_attachment(upload(a_pdf(), "verslag.pdf"), by=None)
    InitiativePicture.objects.create(version=case.published_version, picture=picture, consent=Consent.NOBODY)
    InitiativeAttachment.objects.create(version=case.published_version, file=attachment, title="Verslag")
    return renditions.of(picture).src, attachment.get_absolute_url()
