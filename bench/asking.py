"""Giving orders to the client's process."""

import json
import subprocess
import sys
from dataclasses import asdict
from types import TracebackType
from typing import Self

from bench.client import Answer, Order
from bench.folder import ROOT


class Client:
    """The process of bench.client; knows nothing of Django, so that it stays light."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "bench.client"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def carry_out(self, order: Order) -> Answer:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The client failed on {order.paths[:1]}.")
        return Answer(**json.loads(line))
