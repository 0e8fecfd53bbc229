"""Answers that this process has given to visitors, and may give again: pages as they were sent, compressed or not.

What an answer follows from is in its key, so nothing has to be thrown away when something changes: it is asked for no
more, and what is asked for least makes room.
"""

from collections import OrderedDict
from dataclasses import dataclass

from django.http import HttpResponse

MOST_OF_ONE = 500_000


@dataclass(frozen=True)
class KeptAnswer:
    """What was sent: the body and its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self) -> HttpResponse:
        """A response of its own, which others may go on to change."""
        return HttpResponse(self.body, headers=dict(self.headers))


class KeptAnswers:
    """The answers asked for last, by key, as many as fit in `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()

    def get(self, key: str) -> HttpResponse | None:
        answer = self._answers.get(key)
        if answer is None:
            return None
        self._answers.move_to_end(key)
        return answer.response()

    def keep(self, key: str, response: HttpResponse) -> None:
        body = response.content
        if key in self._answers or len(body) > min(MOST_OF_ONE, self.most_bytes):
            return
        self._answers[key] = KeptAnswer(body, tuple(response.headers.items()))
        self.size += len(body)
        while self.size > self.most_bytes:
            _key, oldest = self._answers.popitem(last=False)
            self.size -= len(oldest.body)

    def forget(self) -> None:
        self._answers.clear()
        self.size = 0
