"""Things that are carried to another place, by mouse and by finger."""

from playwright.sync_api import Locator, Page, expect


def take_up(page: Page, thing: Locator) -> None:
    """Take something up with the mouse, by a corner at which there is nothing to press."""
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 8, steps=4)
    expect(page.locator(".carried")).to_have_count(1)


def upper_edge(thing: Locator) -> tuple[float, float]:
    """Where on the screen it begins: just under its upper left corner."""
    box = thing.bounding_box()
    assert box is not None
    return box["x"] + 8, box["y"] + 4


class Finger:
    """One finger on the screen of a page whose context has touch: what the browser makes of it is real."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.place = (0.0, 0.0)

    def down(self, x: float, y: float) -> None:
        self._say("touchStart", x, y)

    def to(self, x: float, y: float, steps: int = 8) -> None:
        """Go there in steps, as fingers do."""
        (from_x, from_y) = self.place
        for step in range(1, steps + 1):
            self._say("touchMove", from_x + (x - from_x) * step / steps, from_y + (y - from_y) * step / steps)

    def up(self) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _say(self, kind: str, x: float, y: float) -> None:
        self.place = (x, y)
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
