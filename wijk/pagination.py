"""Which pages of results a reader can jump to, and their addresses."""

AROUND = 1


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The first page, the last, and those around `page`; None where pages are left out (never a single one)."""
    shown = sorted({1, pages, *range(max(1, page - AROUND), min(pages, page + AROUND) + 1)})
    numbers: list[int | None] = []
    for number in shown:
        previous = next((each for each in reversed(numbers) if each), 0)
        if number - previous == 2:
            numbers.append(number - 1)
        elif number - previous > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers


def page_address(address: object, page: int) -> str:
    """`address` (a query string that begins with "?", without a page) with this page; the first needs no number."""
    query = str(address).lstrip("?")
    number = "" if page == 1 else f"pagina={page}"
    return "?" + "&".join(part for part in (query, number) if part)
