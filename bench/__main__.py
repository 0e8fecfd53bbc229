"""`make bench N=100000`: fill a site with N generated cases, measure it, and tell what held."""

import sys

from bench.folder import enter, folder_of
from bench.report import tell
from bench.requirements import check


def main(number: int) -> None:
    folder = folder_of(str(number))
    enter(folder)
    from bench.filling import fill
    from bench.run import keep, run

    fill(folder, number)
    figures = run(folder, number)
    requirements = check(figures)
    file = keep(folder, figures | {"held": {found.name: found.held for found in requirements}})
    print(f"\n{tell(figures, requirements)}\n\nAll figures: {file}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit("Say how many cases: make bench N=1000")
    main(int(sys.argv[1]))
