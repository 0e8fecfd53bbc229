"""What is said of a file of codings before and after it is taken in."""

from dataclasses import dataclass, field

MOST_SHOWN = 200


class UnreadableFile(Exception):
    """This is no file of codings that can be read; the message says why, for people."""


class ImportNotAllowed(Exception):
    """Who asks may not take in codings."""


@dataclass(frozen=True)
class Remark:
    """Something to say of a place in a file: the line of its XML, 0 for the file as a whole."""

    line: int
    message: str


@dataclass
class Report:
    """What a file adds, what of it is here already, what is left out, and why nothing is added when there are errors.

    The numbers count passages, evidence and coded passages.
    """

    errors: list[Remark] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    new_passages: int = 0
    new_evidence: int = 0
    new_codings: int = 0
    known: int = 0
    codes: int = 0

    @property
    def adds_anything(self) -> bool:
        return bool(self.new_passages or self.new_evidence or self.new_codings)

    @property
    def errors_shown(self) -> list[Remark]:
        return self.errors[:MOST_SHOWN]

    @property
    def more_errors(self) -> int:
        return max(0, len(self.errors) - MOST_SHOWN)

    @property
    def left_out_shown(self) -> list[Remark]:
        return self.left_out[:MOST_SHOWN]

    @property
    def more_left_out(self) -> int:
        return max(0, len(self.left_out) - MOST_SHOWN)
