"""Public pages of lessons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curation.citing import citation_page, cited
from curation.prose import prose_of
from curation.record_pages import record_page, version_context, version_shown
from initiatives import index
from lessons import lesson_page
from lessons.holds_here import holds_here
from lessons.models import Lesson, LessonVersion, Looked
from lessons.shown_evidence import by_stance, end_of, evidence_of
from lessons.where_seen import where_seen


@record_page(Lesson)
def lesson(request: HttpRequest, record: Lesson, number: int | None = None) -> HttpResponse:
    version: LessonVersion = version_shown(record, LessonVersion.objects.with_everything(), number)
    context = version_context(record, version)
    versions = list(context["versions"])
    evidence = evidence_of(record, end_of(version, versions))
    values = index.current_values()
    here = holds_here(request.GET, evidence, values)
    chosen = here.likeness.here.slug if here.likeness else ""
    context |= {
        "versions": versions,
        "prose": prose_of(version.explanation),
        "groups": by_stance(here.placed(evidence)),
        "looked_in_vain": Looked.objects.in_vain_for(record).count() if context["is_current"] else 0,
        "sureness": lesson_page.sureness_of(record),
        "notices": lesson_page.notices_of(record, evidence, version.sources.all()) if context["is_current"] else [],
        "seen": where_seen(evidence, values.register, chosen),
        "here": here,
        "citation": cited(version).in_words,
    }
    return render(request, "lessons/detail.html", context)


lesson_citation = citation_page(Lesson, LessonVersion.objects.all)
