"""The door by which a file of codings comes in: looked at first, then all of it or nothing."""

import io
import zipfile
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lessons.refi_qda import adding
from lessons.refi_qda.archive import MOST_BYTES_OF_XML, Archive
from lessons.refi_qda.elements import root_of
from lessons.refi_qda.markup import parse
from lessons.refi_qda.planning import Manner, Plan, plan
from lessons.refi_qda.report import ImportNotAllowed, Remark, Report, UnreadableFile
from lessons.weighing import MAY_ACCEPT

_ZIP = b"PK"


def check_file(file: BinaryIO, manner: Manner) -> Report:
    """What `import_file` would do. Raises ImportNotAllowed."""
    found = _plan(file, manner)
    if not found.report.errors:
        adding.compare(found, by=manner.by)
    return found.report


@transaction.atomic
def import_file(file: BinaryIO, manner: Manner) -> Report:
    """Take in a .qdpx, or look at a .qdc; nothing of it when there is any error. Raises ImportNotAllowed."""
    found = _plan(file, manner)
    if not found.report.errors:
        adding.add(found, by=manner.by)
    return found.report


def _plan(file: BinaryIO, manner: Manner) -> Plan:
    _allow(manner.by)
    try:
        return _read(file, manner)
    except UnreadableFile as error:
        return Plan(report=Report(errors=[Remark(0, str(error))]))


def _read(file: BinaryIO, manner: Manner) -> Plan:
    begin = file.read(len(_ZIP))
    file.seek(0)
    if begin == _ZIP:
        archive = Archive(file)
        return plan(root_of(parse(archive.main())), archive, manner)
    data = file.read(MOST_BYTES_OF_XML + 1)
    if len(data) > MOST_BYTES_OF_XML:
        raise UnreadableFile(_("This file has more in it than can be read."))
    return plan(root_of(parse(data)), Archive(_empty()), manner)


def _empty() -> BinaryIO:
    """An archive without anything in it: XML that comes alone can hold its texts itself."""
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file


def _allow(person: User) -> None:
    if not person.has_perm(MAY_ACCEPT):
        message = _("%(person)s is not an editor, and may not take in codings.")
        raise ImportNotAllowed(message % {"person": person})
