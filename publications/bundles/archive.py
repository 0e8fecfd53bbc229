"""A ZIP with what a bundle says as JSON, and its pictures; of the same contents always the same bytes."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from publications.bundles.book import Contents
from publications.bundles.pictures import picture_of, pictures_of

_DAY = (2020, 1, 1, 0, 0, 0)  # of every file: when it was written says nothing


def zip_of(contents: Contents) -> bytes:
    """The contents as bundle.json, and the pictures that they show."""
    files: dict[str, bytes] = {"bundle.json": json.dumps(contents, ensure_ascii=False, indent=2).encode()}
    for picture in pictures_of(contents):
        files[f"pictures/{picture['key']}-{picture['name']}"] = picture_of(picture)
    return packed(files)


def packed(files: Mapping[str, bytes], *, stored: Iterable[str] = ()) -> bytes:
    """A ZIP of these files, in their order; those in `stored` are not compressed."""
    uncompressed = set(stored)
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_STORED if name in uncompressed else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return whole.getvalue()
