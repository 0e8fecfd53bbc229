"""Giving orders to processes that answer each line of JSON with another."""

import json
import subprocess
import sys
from dataclasses import asdict
from types import TracebackType
from typing import IO, Any, Self, cast

from bench.client import Answer, Order
from bench.folder import ROOT


class Assistant:
    """A module that runs in a process of its own until we are done with it."""

    def __init__(self, module: str) -> None:
        self.module = module

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", self.module]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._orders, self._answers = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._orders.close()
        self._process.wait()

    def begin(self, **order: Any) -> None:
        """Give an order, and do not wait."""
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()

    def finish(self) -> dict[str, Any]:
        """Wait for the answer to the order that was given."""
        line = self._answers.readline()
        if not line:
            raise RuntimeError(f"{self.module} failed; it says why above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, **order: Any) -> dict[str, Any]:
        self.begin(**order)
        return self.finish()


class Client(Assistant):
    """The process of bench.client; knows nothing of Django, so that it stays light."""

    def __init__(self) -> None:
        super().__init__("bench.client")

    def carry_out(self, order: Order) -> Answer:
        return Answer(**self.ask(**asdict(order)))


class Writer(Assistant):
    """The process of bench.writer."""

    def __init__(self) -> None:
        super().__init__("bench.writer")
