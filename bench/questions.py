"""What is asked of the measured site: pages, filters, searches, and questions that mean no good."""

import random
from collections.abc import Callable
from itertools import product
from urllib.parse import urlencode

from bench.cases import Generator

CATALOGUE = "/initiatieven/"
SEARCHES = 240
CASES = 40

PROVINCES = ("limburg", "noord-holland", "fryslan", "utrecht")
THEMES = (("ontmoeting", "groen"), ("armoede", "eenzaamheid"))
ACCOMMODATIONS = ("buurthuis", "moestuin")
BROAD = f"{CATALOGUE}?thema=ontmoeting"
FIRST_SEARCH = f"{CATALOGUE}?q=zomaar"
"""Not one of those that are measured: it pays for what a worker loads when it first searches."""


def filtered() -> list[str]:
    """Province, two themes and an accommodation: sixteen combinations."""
    return [
        f"{CATALOGUE}?{urlencode({'provincie': province, 'thema': themes, 'accommodatie': kind}, doseq=True)}"
        for province, themes, kind in product(PROVINCES, THEMES, ACCOMMODATIONS)
    ]


def searches(generator: Generator, number: int = SEARCHES) -> list[str]:
    """Different questions of one to three words, as people ask them: of the field, of titles, with places."""
    chance = random.Random(generator.seed)
    writer, titles = generator.writer, [generator.case(index)["title"] for index in range(number)]
    words: dict[str, Callable[[], str]] = {
        "field": lambda: chance.choice(writer.theme_words(generator.terms["theme"].different(chance, 2))),
        "noun": lambda: writer.nouns.one(chance),
        "compound": lambda: writer.compounds.one(chance),
        "place": lambda: generator.municipalities.one(chance)[2],
        "title": lambda: chance.choice(chance.choice(titles).split()),
    }
    found: dict[str, None] = {}
    while len(found) < number:
        kinds = chance.choices(list(words), (4, 3, 3, 1, 2), k=chance.choice((1, 1, 2, 2, 3)))
        found[" ".join(words[kind]() for kind in kinds)] = None
    return list(found)


def search_page(words: str) -> str:
    return f"{CATALOGUE}?{urlencode({'q': words})}"


def hostile() -> list[str]:
    """Questions that are to be answered in little time all the same."""
    return [
        "a" * 10_000,
        "ontmoeting " * 900,
        " ".join(f"woord{number}" for number in range(1_200)),
        '"' * 5_000,
        "-" * 5_000,
        "or " * 3_000,
        "( ) & | ! : * < > ' \\ " * 300,
        "ontmoeting\x00plek",
        "\ud800\udfff lone surrogates \udc00",
        "ملتقى الحي \u202e omgekeerd \u202c",
        "👨‍👩‍👧‍👦" * 400,
        "'; DROP TABLE initiatives_catalogueentry; --",
        "(a+)+$" * 500,
        "a*" * 2_000,
        "%" * 3_000,
        "_" * 3_000,
        "é́́́́" * 900,
        "ontmoetingsplekjongerenbuurthuiswijkcentrumdorpshuisvereniging" * 8,
        "-ontmoeting -buurt -wijk -bewoners",
        "de het een van in op te die",
        "e",
        "1 2 3 4 5 6 7 8 9 0 " * 200,
        "ontmoting jongren wijkcentrm opbowwerk vrijwiligers",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    ]


def hostile_page(words: str) -> str:
    """Surrogates go as the bytes that a careless program would send."""
    return f"{CATALOGUE}?q={_quoted(words)}"


def _quoted(words: str) -> str:
    return urlencode({"q": words.encode("utf-8", "surrogatepass")})[2:]


def static_file(home: str) -> str:
    """The address of a style sheet, from the text of the home page."""
    start = home.index('href="/static/css/') + len('href="')
    return home[start : home.index('"', start)]
