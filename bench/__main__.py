"""`make bench N=100000`: fill, start, measure, tell."""

import sys

from bench.folder import enter, folder_of


def main() -> None:
    number = int(sys.argv[1])
    folder = folder_of(str(number))
    enter(folder)
    from bench import questions
    from bench.asking import Client
    from bench.cases import Generator
    from bench.filling import SEED, fill
    from bench.pages import Page, first_and_again, measure
    from bench.server import Server

    fill(folder, number)
    print(folder.known())
    generator = Generator(SEED)
    with Client() as client, Server() as real, Server("bench.canned_settings") as canned:
        print(real.answered_after, real.memory())
        home = real.get("/")[2]
        import re

        slugs = re.findall(r'data-slug="([^"]+)"', real.get("/initiatieven/")[2])
        words = questions.searches(generator)
        search = [questions.search_page(text) for text in words]
        first, again = first_and_again(client, real, search, [questions.FIRST_SEARCH])
        print("first", first.summary(), "again", again.summary())
        pages = [
            Page("home", ["/"]),
            Page("newest", ["/initiatieven/"]),
            Page("filtered", questions.filtered()),
            Page("broad", [questions.BROAD]),
            Page("search", search[::6]),
            Page("case", [f"/initiatieven/{slug}/" for slug in slugs]),
            Page("static", [questions.static_file(home)]),
        ]
        times = measure(client, real, canned, pages)
        for name, t in times.items():
            for c in (1, 8):
                print(name, c, t.real[c].summary(), t.canned[c].summary(), round(t.real[c].median / t.canned[c].median, 2))
        print(canned.get("/")[1].get("x-bench-queries"), canned.get("/initiatieven/")[1].get("x-bench-queries"), canned.get(pages[5].paths[0])[1].get("x-bench-queries"))
        print(real.memory())


if __name__ == "__main__":
    main()
