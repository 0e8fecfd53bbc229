"""Web annotations at their addresses: of a lesson, and of a passage."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_safe

from curation.record_pages import record_page
from lessons.models import Evidence, Lesson, Passage
from lessons.web_annotations import documents


@record_page(Lesson)
def lesson_annotations(_request: HttpRequest, record: Lesson) -> HttpResponse:
    evidence = Evidence.objects.visitors_see().filter(lesson=record).for_annotations()
    title = record.published_version.title if record.published_version else record.slug
    with override(settings.LANGUAGE_CODE):
        return _answer(documents.collection(record, title, evidence))


@require_safe
def passage_annotations(_request: HttpRequest, passage: int) -> HttpResponse:
    found = get_object_or_404(Passage, pk=passage)
    evidence = list(Evidence.objects.visitors_see().filter(passage=found).for_annotations())
    if not evidence:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        return _answer(documents.page(found, evidence))


def _answer(document: documents.Document) -> HttpResponse:
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type=documents.CONTENT_TYPE)
