"""Moments in a recording as people and machines write them: "12:31", "1:02:03", "00:12:31.000"."""

import re

_SHORT = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)", re.ASCII)
LONGEST = 500 * 3600 * 1000  # milliseconds; a column of whole numbers has room for 596 hours


def clock(milliseconds: int) -> str:
    """ "12:31", or "1:02:03" after the first hour."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def exact_clock(milliseconds: int) -> str:
    """ "00:12:31.500", as WebVTT writes it."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def read_clock(said: str) -> int | None:
    """The milliseconds of what `clock` writes; None for what is no moment, or later than any recording lasts."""
    found = _SHORT.fullmatch(said.strip())
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    moment = ((hours * 60 + minutes) * 60 + seconds) * 1000
    return moment if moment <= LONGEST else None
