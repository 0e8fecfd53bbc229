"""A round: finding what there is to tell, and mailing what is due.

A room that finds what there is to tell by looking, rather than where it happens, adds itself at start-up.
"""

from collections.abc import Callable

from notices.mail import send_digests

found_first: list[Callable[[], object]] = []


def make_round() -> tuple[int, int]:
    """Look what is new and mail what is due; returns (sent, refused)."""
    for find in found_first:
        find()
    return send_digests()
