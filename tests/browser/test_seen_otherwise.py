"""The same result seen otherwise, in a browser: matrix, table, files, feed and places like mine."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_catalogue import tab_to, total, unfold

pytestmark = pytest.mark.browser

MATRIX = "/initiatieven/?weergave=matrix"


def focused(page: Page) -> str:
    """What a screen reader hears of the number that has the focus: the headings of its row and column, and itself."""
    return page.evaluate(
        """() => {
            const cell = document.activeElement.closest("td"), table = cell.closest("table");
            const heads = [cell.parentElement.cells[0], table.rows[0].cells[cell.cellIndex]];
            return [...heads, cell].map((each) => each.textContent.trim()).join(" / ");
        }"""
    )


def test_a_number_of_the_matrix_leads_to_just_as_many_cases(page: Page) -> None:
    page.goto(MATRIX)
    number = page.locator("tr[data-row=ontmoeting] td").nth(2).locator("a")
    says = number.inner_text()

    number.click()

    expect(page.locator("#results-heading")).to_have_count(1)
    assert total(page) == says
    expect(page).to_have_url(re.compile("thema=ontmoeting"))


def test_the_matrix_is_walked_with_arrow_keys(page: Page) -> None:
    page.goto(MATRIX)
    page.locator("tr[data-row=ontmoeting] td a").first.focus()
    heads = [text.strip() for text in page.locator(".matrix thead th").all_inner_texts()]
    assert focused(page).startswith(f"ontmoeting / {heads[1]} / ")

    page.keyboard.press("ArrowRight")
    assert focused(page).startswith(f"ontmoeting / {heads[2]} / ")

    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('tr').classList.contains('matrix__total')")

    page.keyboard.press("Enter")
    expect(page.locator("[data-chip=verbinding]")).to_have_count(1)


def test_its_sides_are_chosen_in_place_and_without_javascript(
    page: Page, open_context: Callable[..., BrowserContext]
) -> None:
    page.goto(MATRIX)
    page.select_option("#matrix-kolommen", "provincie")
    expect(page.locator("th[data-column=limburg]")).to_have_count(1)
    expect(page).to_have_url(re.compile("kolommen=provincie"))

    plain = open_context(java_script_enabled=False).new_page()
    plain.goto(MATRIX + "&toegang=publiek")
    plain.select_option("#matrix-rijen", "gemeente")
    plain.locator(".matrix-sides button").click()
    expect(plain).to_have_url(re.compile("(?=.*rijen=gemeente)(?=.*toegang=publiek)"))
    assert plain.locator("tr[data-row]").count() > 1


def test_the_headings_of_a_large_matrix_stay_in_sight(page: Page) -> None:
    page.goto(MATRIX + "&rijen=gemeente&kolommen=thema")
    around = page.locator(".matrix-scroll")

    around.evaluate("box => box.scrollTo(400, 300)")

    box = around.bounding_box()
    heading = page.locator(".matrix thead th").nth(5).bounding_box()
    row = page.locator(".matrix tbody th").nth(12).bounding_box()
    assert box is not None
    assert heading is not None
    assert row is not None
    assert abs(heading["y"] - box["y"]) < 2
    assert abs(row["x"] - box["x"]) < 2


def test_a_filter_keeps_the_display_and_its_sides(page: Page) -> None:
    page.goto(MATRIX + "&rijen=provincie&kolommen=thema")

    page.check("input[name=thema][value=ontmoeting]")

    expect(page.locator("[data-chip=thema]")).to_have_count(1)
    expect(page.locator("th[data-column=ontmoeting]")).to_have_count(1)
    expect(page).to_have_url(re.compile("(?=.*rijen=provincie)(?=.*kolommen=thema)"))
    page.go_back()
    expect(page.locator("[data-chip=thema]")).to_have_count(0)
    expect(page.locator(".matrix")).to_have_count(1)


def test_the_table_is_sorted_by_a_heading(page: Page) -> None:
    page.goto("/initiatieven/?weergave=tabel")

    page.locator("th a", has_text=re.compile("^Initiatief")).click()

    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    titles = page.locator("tr[data-slug] th").all_inner_texts()
    assert titles == sorted(titles, key=lambda title: title.casefold().lstrip("‘’'"))


def test_files_and_feed_are_of_the_result_in_sight(page: Page) -> None:
    page.goto("/initiatieven/?weergave=tabel")
    page.check("input[name=thema][value=ontmoeting]")
    expect(page.locator("[data-chip=thema]")).to_have_count(1)
    found = total(page)

    with page.expect_download() as loading:
        page.locator(".taking-along a", has_text="CSV").click()

    file = loading.value
    assert file.suggested_filename.startswith("wijk-initiatieven-ontmoeting-")
    assert len(file.path().read_text(encoding="utf-8").splitlines()) == int(found or 0) + 1
    feed = page.request.get(page.locator(".taking-along a", has_text="Atom").get_attribute("href") or "")
    assert feed.text().count("<entry>") == int(found or 0)


def test_a_province_is_chosen_beside_the_map(page: Page) -> None:
    page.goto("/initiatieven/?weergave=kaart")

    page.get_by_role("link", name="Limburg", exact=True).click()

    expect(page.locator("[data-chip=provincie]")).to_have_count(1)
    expect(page.locator(".tile-map__outline--selected")).to_have_count(1)


def test_places_like_mine_are_weighed_by_keyboard(page: Page) -> None:
    page.goto("/initiatieven/")
    unfold(page, "like")
    tab_to(page, "#filter-like")
    page.keyboard.type("heerlen")
    page.locator("#filter-like-suggestions [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("[data-chip=zoals]")).to_have_count(1)
    page.select_option("#filter-w_provincie", "9")
    expect(page).to_have_url(re.compile("w_provincie=9"))
    page.locator("#places-like > summary").click()
    expect(page.locator("#places-like tbody tr")).to_have_count(21)


def test_places_like_mine_without_javascript(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/gemeenten/heerlen/")
    page.select_option("#like-w_inwoners", "0")
    page.select_option("#like-number", "100")
    page.locator("#zoals button").click()
    expect(page).to_have_url(re.compile("w_inwoners=0"))

    page.locator("#zoals .arrow-link").click()

    expect(page.locator("[data-chip=zoals]")).to_have_count(1)
    assert int(total(page) or 0) > 0
