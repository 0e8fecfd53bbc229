"""What is kept beside versions and may hold words too: sessions, mail that became files, files that wait, long work."""

from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from accounts import mail, outbox
from curation.passages import Passage
from initiatives.held_uploads import let_go_all
from jobs.keeping import let_go_all as let_go_all_jobs


def clear_beside(passage: Passage) -> None:
    """Take the passage out of sessions (messages wait there to be shown), and let go of mail and files that have it."""
    clear_sessions(passage)
    clear_mail(passage)
    let_go_all()
    let_go_all_jobs()


def clear_beside_picture() -> None:
    """Let go of what was made beside the pages: a bundle that somebody ordered may show the picture."""
    let_go_all_jobs()


def clear_sessions(passage: Passage) -> None:
    for session in Session.objects.iterator():
        held = session.get_decoded()
        without = passage.without(held)
        if without != held:
            session.session_data = SessionStore().encode(without)
            session.save(update_fields=["session_data"])


def clear_mail(passage: Passage) -> None:
    """Delete the messages with the passage: those that wait for the mail server, and those that became files."""
    for letter, texts in outbox.texts_waiting():
        if passage.stands_in(texts):
            letter.delete()
    folder = mail.folder()
    for file in folder.iterdir() if folder and folder.is_dir() else ():
        if file.is_file() and passage.stands_in(_texts_in(file)):
            file.unlink(missing_ok=True)


def _texts_in(file: Path) -> list[str]:
    """What a file with messages says, as people read it: Django writes them one after another, with a line between."""
    messages = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [text for each in messages for text in _texts_of(message_from_bytes(each, policy=policy.default))]


def _texts_of(message: Message) -> list[str]:
    found = [str(value) for value in message.values()]
    for part in message.walk():
        content: Any = part.get_payload(decode=True)
        if part.get_content_maintype() == "text" and isinstance(content, bytes):
            found.append(content.decode(part.get_content_charset() or "utf-8", "replace"))
    return found
