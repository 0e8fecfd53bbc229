"""Generated cases in the exchange format: always the same ones for a seed, however many, one at a time."""

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.text import slugify

from bench.dutch_words import FIRST_NAMES
from bench.prose import Writer, invented_name
from bench.skew import Skewed, zipf

GENERATOR = 1  # one more when other cases come out: what was filled before is then not used again
ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = ROOT / "initiatives" / "data" / "vocabulary.csv"
MUNICIPALITIES = ROOT / "places" / "data" / "municipalities.csv"
LISTS = ("theme", "target_group", "community_work", "phase", "actor_kind", "role", "accommodation_kind")
NOT_FOUND = ("community_work", "linking", "bonding", "phase", "visited", "ended")


def terms() -> dict[str, Skewed[str]]:
    """The terms of each list by their address; those that stand first are used most."""
    found: dict[str, list[str]] = {name: [] for name in LISTS}
    with VOCABULARY.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.get(row["list"], []).append(row["slug"])
    return {name: Skewed(slugs, zipf(len(slugs), 0.9)) for name, slugs in found.items()}


def municipalities() -> Skewed[tuple[str, int, str]]:
    """Code, number of inhabitants and name of the municipalities, by their inhabitants."""
    with MUNICIPALITIES.open(newline="", encoding="utf-8") as file:
        rows = [(row["code"], int(row["population"] or 20_000), row["name"]) for row in csv.DictReader(file)]
    return Skewed(rows, [population for _code, population, _name in rows])


class Generator:
    """Makes case after case."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.writer = Writer()
        self.terms = terms()
        self.municipalities = municipalities()
        self.chance = random.Random()

    def cases(self, number: int) -> Iterator[dict[str, Any]]:
        return (self.case(index) for index in range(number))

    def case(self, index: int) -> dict[str, Any]:
        """The case with this number; the same whatever was made before it."""
        chance = self.chance
        chance.seed(self.seed * 1_000_000_007 + index)
        themes = self.terms["theme"].different(chance, chance.choice((1, 2, 2, 3, 4)))
        about = self.writer.theme_words(themes)
        code, population, place = self.municipalities.one(chance)
        title = self.title(about)
        made: dict[str, Any] = {
            "slug": f"{slugify(title)[:90].strip('-')}-{index}",
            "title": title,
            "summary": " ".join(self.writer.sentences(chance, chance.randint(18, 40), about)),
            "body": self.writer.story(chance, about),
            "themes": themes,
            "keywords": self.writer.nouns.different(chance, chance.choice((0, 0, 1, 2, 3))),
            "target_groups": self.terms["target_group"].different(chance, chance.choice((0, 1, 1, 2, 3))),
            "actors": self.actors(place),
            "accommodations": self.accommodations(),
            "sources": self.sources(index),
            "incomplete": chance.random() < 0.05,
            "language": "nl",
        }
        return made | self.place(code, population) | self.particulars(about)

    def title(self, about: list[str]) -> str:
        """Two to six words."""
        chance, writer = self.chance, self.writer
        shape = chance.randrange(6)
        compound, name = writer.compounds.one(chance), writer.name(chance)
        words = {
            0: f"{compound} {name}",
            1: f"de {writer.adjectives.one(chance)} {writer.nouns.one(chance)} van {name}",
            2: f"{writer.nouns.one(chance)} en {chance.choice(about)} in {name}",
            3: f"{compound} voor {writer.nouns.one(chance)}",
            4: f"samen {chance.choice(about)} in de {compound} {name}",
            5: f"{chance.choice(about)} {compound}",
        }[shape]
        return f"{words[0].upper()}{words[1:]}"

    def place(self, code: str, population: int) -> dict[str, Any]:
        """Where it is: one in a hundred meets online alone, some larger places have their neighbourhood named."""
        if self.chance.random() < 0.01:
            return {"municipality": None, "online": True, "neighbourhood": ""}
        neighbourhoods = max(3, population // 4_000)
        number = int(code[2:]) * 97 + int(neighbourhoods * self.chance.random() ** 2)
        known = self.chance.random() < 0.7
        return {"municipality": code, "online": False, "neighbourhood": invented_name(number) if known else ""}

    def actors(self, place: str) -> list[dict[str, str]]:
        chance = self.chance
        made = {}
        for kind in self.terms["actor_kind"].different(chance, chance.choice((1, 2, 3, 3, 4))):
            name = self.actor_name(kind, place)
            role = self.terms["role"].one(chance) if chance.random() < 0.6 else ""
            made[name] = {"name": name, "kind": kind, "role": role}
        return list(made.values())

    def actor_name(self, kind: str, place: str) -> str:
        if kind in {"gemeente", "provincie", "politie", "welzijn"}:
            return f"{kind.capitalize()} {place}"
        if self.chance.random() < 0.3:
            return f"{kind.replace('-', ' ').capitalize()}"
        if self.chance.random() < 0.2:
            return f"{self.chance.choice(FIRST_NAMES)} {self.writer.name(self.chance)}"
        return f"Stichting {self.writer.compounds.one(self.chance)} {self.writer.name(self.chance)}"

    def accommodations(self) -> list[dict[str, str]]:
        chance = self.chance
        kinds = self.terms["accommodation_kind"].different(chance, chance.choice((0, 1, 1, 2, 3)))
        access = chance.choices(("publiek", "buiten", "commercieel", ""), (11, 4, 3, 2), k=len(kinds))
        return [
            {"name": self.writer.name(chance) if chance.random() < 0.6 else "", "kind": kind, "access": given}
            for kind, given in zip(kinds, access, strict=True)
        ]

    def sources(self, index: int) -> list[dict[str, Any]]:
        chance = self.chance
        return [
            {
                "title": f"Bericht over {self.writer.name(chance)}",
                "url": f"https://voorbeeld.nl/{index}/{number}",
                "year": chance.choice((None, 2019, 2021, 2023, 2024)),
            }
            for number in range(chance.choice((0, 1, 1, 2, 3)))
        ]

    def particulars(self, about: list[str]) -> dict[str, Any]:
        """Connections, help, years and phase; what is empty was sometimes looked for in vain."""
        chance = self.chance
        texts = {"bonding": 0.45, "bridging": 0.5, "linking": 0.3}
        made: dict[str, Any] = {
            name: " ".join(self.writer.sentences(chance, 16, about)) if chance.random() < share else ""
            for name, share in texts.items()
        }
        started = 2025 - int(45 * chance.random() ** 3)
        made["started"] = None if chance.random() < 0.15 else started
        made["ended"] = started + chance.randint(1, 9) if made["started"] and chance.random() < 0.08 else None
        made["visited"] = f"{chance.randint(2019, 2023)}-{chance.randint(1, 12):02}" if chance.random() < 0.2 else None
        work = self.terms["community_work"]
        made["community_work"] = work.different(chance, 1 + (chance.random() < 0.1)) if chance.random() < 0.35 else []
        made["phase"] = self.terms["phase"].one(chance) if chance.random() < 0.6 else None
        made["not_found"] = [name for name in NOT_FOUND if not made[name] and chance.random() < 0.12]
        made["uncertain"] = [name for name in ("bonding", "started") if made[name] and chance.random() < 0.1]
        return made


def write_cases(file: BinaryIO, number: int, seed: int) -> None:
    """Write `number` cases to `file`, a line each, in constant memory."""
    for case in Generator(seed).cases(number):
        file.write(json.dumps(case, ensure_ascii=False).encode() + b"\n")
