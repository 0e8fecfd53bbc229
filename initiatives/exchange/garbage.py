"""Looking for garbage: Python does so as often as objects are made, which is very often while many rows are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (100_000, 50, 100)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Meanwhile garbage that refers to itself, of which there is little, is seldom looked for: a third of all time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
