"""Public pages of cases: the catalogue, a facet in full, a case, and its permanent versions."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from curation.citing import citation_page, cited
from curation.margins import words_marked
from curation.record_pages import record_page, version_context, version_shown
from initiatives import case_page, facets, index
from initiatives.belongings import belongings_of
from initiatives.catalogue import Result
from initiatives.downloads import FORMATS, Question, file_name, in_language
from initiatives.facets import BY_NAME, FACETS
from initiatives.feeds import feed_of
from initiatives.filters import Display
from initiatives.list_pages import facet_page, is_part, result_or_404, whole_result
from initiatives.map import CountedMap, CountedProvince, counted_map
from initiatives.margin import marked_reading
from initiatives.matrix import matrix_of
from initiatives.models import Initiative, InitiativeVersion
from initiatives.story import story_of


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def initiative_list(request: HttpRequest) -> HttpResponse:
    result = result_or_404(Result, request)
    template = "initiatives/_catalogue.html" if is_part(request) else "initiatives/list.html"
    context: dict[str, object] = {"result": result}
    if result.display == Display.MAP:
        context |= {"map": _map_of(result), "provinces": _provinces_of(result)}
    elif result.display == Display.MATRIX:
        context |= {"matrix": matrix_of(result), "sides": FACETS}
    return render(request, template, context)


@require_safe
@vary_on_headers("HX-Request")
def initiative_facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet, for the same question."""
    if name not in BY_NAME:
        raise Http404
    return facet_page(request, result_or_404(Result, request), BY_NAME[name], "initiatives/facet.html")


@require_safe
def initiative_download(request: HttpRequest, ending: str) -> StreamingHttpResponse:
    """The whole result as a file, sent while it is made."""
    question, form = Question(whole_result(Result, request)), FORMATS[ending]
    pieces = form.write(question) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(in_language(get_language(), pieces), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(question, form)}"'
    return response


@require_safe
def initiative_feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed_of(whole_result(Result, request)), content_type="application/atom+xml; charset=utf-8")


@record_page(Initiative)
def initiative(request: HttpRequest, record: Initiative, number: int | None = None) -> HttpResponse:
    version = _version_of(record, number)
    catalogue = index.current()
    belongings, values = belongings_of(version), catalogue.values
    reading = marked_reading(version, words_marked(version, request.user))
    context = {
        **version_context(record, version),
        "versions": belongings.versions,
        "sources": belongings.sources,
        "lead": reading.plain("summary"),
        "lead_margin": reading.margin("summary"),
        "story": story_of(version, belongings.pictures, marked=reading.story),
        "attachments": belongings.attachments,
        "themes": belongings.themes,
        "place": case_page.place_line(version, values),
        "colour": case_page.head_colour(record.slug),
        "facts": case_page.facts_of(version, belongings, values),
        "actors": [case_page.actors_of(version, belongings)],
        "accommodations": [case_page.accommodations_of(version, belongings)],
        "map": case_page.map_of(version, values),
        "connections": case_page.connections_of(version, reading),
        "alike": case_page.alike(record.entry, catalogue),
        "citation": cited(version).in_words,
    }
    return render(request, "initiatives/detail.html", context)


def _version_of(record: Initiative, number: int | None) -> InitiativeVersion:
    """The version with this number, else the one published now, which came along with the record."""
    version = record.published_version
    if number is not None or version is None:
        version = version_shown(record, InitiativeVersion.objects.select_related("phase"), number)
    version.record = record
    return version


def _map_of(result: Result) -> CountedMap:
    counts = {slug: item.count for slug, item in result.count_per_municipality().items()}
    return counted_map(
        result.values.register,
        counts,
        selected=frozenset(value.slug for value in result.chosen.get(facets.MUNICIPALITY, ())),
        selected_provinces=frozenset(value.slug for value in result.chosen.get(facets.PROVINCE, ())),
        url_of=lambda slug: result.address.turning("gemeente", slug),
    )


def _provinces_of(result: Result) -> list[CountedProvince]:
    """Those with results, and the chosen ones: a click adds one to the question, or takes it out."""
    return [
        CountedProvince(
            item.value.slug,
            item.value.label,
            item.count,
            result.address.turning("provincie", item.value.slug),
            item.is_chosen,
        )
        for item in result.every_value(facets.PROVINCE)
        if item.count or item.is_chosen
    ]


initiative_citation = citation_page(Initiative, InitiativeVersion.objects.all)
