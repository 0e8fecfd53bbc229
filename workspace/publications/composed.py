"""The kinds of publication that are composed on a page of their own: a line each."""

from django.utils.translation import gettext_lazy as _

from publications.models import Kind
from publications.recordings import composing as recordings
from publications.recordings.page import RECORDED
from workspace.publications import kinds
from workspace.publications.bundles import chapters
from workspace.publications.infographics import shown
from workspace.publications.kinds import Composing


def register() -> None:
    kinds.register(Kind.BUNDLE, Composing("workspace_work_bundle", _("chapters"), chapters.in_words))
    kinds.register(Kind.INFOGRAPHIC, Composing("workspace_work_tiles", _("compose"), shown.lines_of))
    for kind in RECORDED:
        kinds.register(kind, Composing("workspace_work_recording", _("recording"), recordings.in_words))
