"""Collecting what a file of codings holds from the database, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons.models import Coding as ThemeCoding
from lessons.models import Evidence, Passage
from lessons.refi_qda import identity
from lessons.refi_qda.codebook import codebook
from lessons.refi_qda.project import Case, Coder, Coding, Project, Selection, TextSource


def project(*, with_all_texts: bool = False) -> Project:
    """All passages with what they are coded with; `with_all_texts`: also what is published now without any passage.

    Left out are what is withdrawn, and passages of which nobody knows where they stand since words were removed.
    """
    passages = _passages_by_version()
    codings = _codings_by_passage()
    sources, cases = [], defaultdict(list)
    for version in _versions(set(passages), with_all_texts=with_all_texts):
        source = _source(version, passages.get(version.pk, ()), codings)
        sources.append(source)
        cases[version.record].append((version, source.guid))
    used = {each.coder for source in sources for each in source.selections}
    used |= {coding.coder for source in sources for each in source.selections for coding in each.codings}
    return Project(_coders(used), codebook(), tuple(_cases(cases)), tuple(sources))


def _versions(keys: set[int], *, with_all_texts: bool) -> Iterator[InitiativeVersion]:
    wanted = Q(pk__in=keys)
    if with_all_texts:
        wanted |= Q(pk=F("record__published_version"))
    versions = InitiativeVersion.objects.published().filter(wanted, record__withdrawn_at=None)
    return versions.select_related("record").order_by("record__slug", "number").iterator(chunk_size=100)


def _passages_by_version() -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = defaultdict(list)
    passages = Passage.objects.filter(start__isnull=False, version__record__withdrawn_at=None)
    for passage in passages.only("version", "start", "end", "exact", "by", "at").order_by("version", "start", "end"):
        found[passage.version_id].append(passage)
    return found


def _codings_by_passage() -> dict[int, list[tuple[str, Any]]]:
    """Codings and evidence, each with the identifier of its code, by the key of their passage."""
    found: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for coding in ThemeCoding.objects.select_related("theme"):
        found[coding.passage_id].append((identity.theme(coding.theme.slug), coding))
    evidence = Evidence.objects.filter(dropped_at=None, lesson__withdrawn_at=None)
    for each in evidence.select_related("lesson"):
        found[each.passage_id].append((identity.stance(each.lesson.slug, each.stance), each))
    return found


def _source(
    version: InitiativeVersion, passages: Iterable[Passage], codings: dict[int, list[tuple[str, Any]]]
) -> TextSource:
    guid = identity.version(version.record.slug, version.number or 0)
    at: Any = version.published_at
    return TextSource(
        guid,
        f"{version.title} (v{version.number})",
        f"{settings.SITE_URL}{version.get_absolute_url()}",
        reading_text(version).text,
        at,
        tuple(_selection(guid, passage, codings.get(passage.pk, ())) for passage in passages),
    )


def _selection(source: str, passage: Passage, coded: Iterable[tuple[str, Any]]) -> Selection:
    start, end = passage.start or 0, passage.end or 0
    guid = identity.within(source, start, end)
    codings = [
        Coding(identity.within(guid, code, coder), code, coder, each.at, each.note)
        for code, each in coded
        for coder in [identity.coder(each.by_id)]
    ]
    ordered = tuple(sorted(codings, key=lambda each: (each.at, each.code, each.coder)))
    return Selection(guid, start, end, passage.exact, identity.coder(passage.by_id), passage.at, ordered)


def _coders(used: set[str]) -> tuple[Coder, ...]:
    """Those whose codings are in the file, by name: never by their address for mail."""
    with override(settings.LANGUAGE_CODE):
        people = [Coder(identity.coder(person.pk), _name(person)) for person in User.objects.order_by("pk")]
        everybody = [Coder(identity.site(), "wijk"), *people]
    return tuple(sorted((each for each in everybody if each.guid in used), key=lambda each: each.guid))


def _name(person: User) -> str:
    if person.erased_at:
        return str(person)
    return person.name if person.name and "@" not in person.name else _("colleague %(number)d") % {"number": person.pk}


def _cases(cases: dict[Any, list[tuple[InitiativeVersion, str]]]) -> Iterator[Case]:
    """Each under the title of the newest of its texts here."""
    for record, versions in cases.items():
        newest, _guid = versions[-1]
        yield Case(identity.case(record.slug), newest.title, tuple(guid for _version, guid in versions))
