"""A mail server as tests need one: it speaks SMTP over a real socket, keeps what it gets, and refuses as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import Message
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses` maps the beginning of a command, such as "RCPT TO:<piet@", to the answer to it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.messages: list[Message] = []
        self.refuses: dict[str, str] = {}
        self.has_mail = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def to(self) -> list[str]:
        return [str(message["To"]) for message in self.messages]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            answer = next(
                (each for begin, each in self.server.refuses.items() if line.upper().startswith(begin.upper())), ""
            )
            if answer:
                self._say(answer)
            elif line.upper() == "DATA":
                self._take()
            else:
                self._say("221 bye" if line.upper() == "QUIT" else "250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.messages.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.has_mail.set()
        self._say("250 kept")

    def _say(self, text: Any) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    with MailServer(port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
