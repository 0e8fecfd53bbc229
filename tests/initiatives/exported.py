"""The exported file as an independent witness: what its lines say, selected and counted in plain Python."""

import io
import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from initiatives.exchange import export_file
from places.register import register
from tests.factories import a_case

Case = dict[str, Any]

MUNICIPALITIES = ("GM0363", "GM0917", "GM1900", "GM0683", "GM0935", "GM0402", "GM1883")
THEMES = ("ontmoeting", "armoede", "groen", "eten")
KINDS = ("gemeente", "welzijn")
PREMISES = ("buurthuis", "moestuin")
GROUPS = ("kinderen", "ouderen")
WORK = ("opbouwwerker", "sociaal-makelaar")
MAY_BE_LOOKED_FOR = ("themes", "target_groups", "actors", "accommodations", "bonding", "bridging", "linking")
FACETS = (
    "thema",
    "provincie",
    "gemeente",
    "actor",
    "accommodatie",
    "toegang",
    "doelgroep",
    "verbinding",
    "functie",
)
_FIELDS = {
    "thema": "themes",
    "provincie": "municipality",
    "gemeente": "municipality",
    "actor": "actors",
    "accommodatie": "accommodations",
    "toegang": "accommodations",
    "doelgroep": "target_groups",
    "functie": "community_work",
}
CONNECTIONS = ("bonding", "bridging", "linking")


def some_cases(number: int, seed: int = 1) -> None:
    """Publish cases that differ in everything that a facet looks at."""
    chance = random.Random(seed)  # noqa: S311 - the same each time

    def some(choices: tuple[str, ...]) -> list[str]:
        return chance.sample(choices, chance.choice([0, 1, 1, 2]))

    for at in range(number):
        kinds, premises = some(KINDS), some(PREMISES)
        fields: Case = {
            "municipality": chance.choice([*MUNICIPALITIES, None]),
            "themes": some(THEMES),
            "target_groups": some(GROUPS),
            "community_work": some(WORK),
            "bonding": chance.choice(["", "Onder elkaar."]),
            "linking": chance.choice(["", "Met de gemeente."]),
            "started": chance.choice(["", "2012", "2019-11"]),
        }
        filled = {name for name, value in fields.items() if value}
        filled |= {"actors"} if kinds else set()
        filled |= {"accommodations"} if premises else set()
        a_case(
            slug=f"zaak-{at}",
            title=chance.choice(["=1+1 buurt", "Ons huis", "’t Anker", "Élan", "@wijk; “samen”"]) + f" {at}",
            online=fields["municipality"] is None,
            actors=[(f"{kind} {at}", kind) for kind in kinds],
            accommodations=[("", kind, chance.choice(["", "publiek", "buiten"])) for kind in premises],
            not_found=[name for name in MAY_BE_LOOKED_FOR if name not in filled and chance.random() < 0.4],
            **fields,
        )


def exported() -> list[Case]:
    """The lines of the exported file."""
    buffer = io.BytesIO()
    export_file(buffer, "file.ndjson", only_published=True)
    return [json.loads(line) for line in buffer.getvalue().splitlines()]


def values_of(case: Case) -> dict[str, set[str]]:
    """What a case has of each facet; of what it has nothing, whether somebody looked for it."""
    places, code = register(), case["municipality"]
    today = places.municipality(places.today(code) or "") if code else None
    found = {
        "thema": set(case["themes"]),
        "provincie": {today.province.slug} if today and today.province else set(),
        "gemeente": {today.slug} if today else set(),
        "actor": {actor["kind"] for actor in case["actors"] if actor["kind"]},
        "accommodatie": {place["kind"] for place in case["accommodations"] if place["kind"]},
        "toegang": {place["access"] for place in case["accommodations"] if place["access"]},
        "doelgroep": set(case["target_groups"]),
        "functie": set(case["community_work"]),
    }
    for facet, field in _FIELDS.items():
        if not found[facet] and not (field == "municipality" and case["online"]):
            found[facet] = {"niet-gevonden" if field in case["not_found"] else "niet-bekend"}
    found["verbinding"] = {
        name if case[name] else f"{name}-niet-gevonden" if name in case["not_found"] else f"{name}-niet-bekend"
        for name in CONNECTIONS
    }
    return found


def selected(cases: Iterable[Case], chosen: Mapping[str, set[str]], also: Iterable[tuple[str, str]] = ()) -> list[Case]:
    """The cases with any of the values of each facet, and all those of `also`."""
    return [
        case
        for case, has in ((case, values_of(case)) for case in cases)
        if all(has[name] & wanted for name, wanted in chosen.items()) and all(slug in has[name] for name, slug in also)
    ]


def questions(number: int, seed: int = 2) -> list[dict[str, set[str]]]:
    """Choices in up to three facets, the values that say that there is none among them."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    values = {
        "thema": (*THEMES, "niet-gevonden"),
        "gemeente": ("amsterdam", "heerlen", "sudwest-fryslan", "maastricht"),
        "provincie": ("limburg", "fryslan"),
        "verbinding": ("bonding", "bridging-niet-gevonden", "linking-niet-bekend"),
        "toegang": ("publiek", "niet-bekend"),
        "doelgroep": (*GROUPS, "niet-bekend"),
    }
    return [
        {
            name: set(chance.sample(values[name], chance.choice([1, 1, 2])))
            for name in chance.sample(sorted(values), chance.choice([0, 1, 2, 3]))
        }
        for _ in range(number)
    ]


def query_of(chosen: Mapping[str, set[str]], **others: str) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, slugs in chosen.items():
        query.setlist(name, sorted(slugs))
    query.update(others)
    return query
