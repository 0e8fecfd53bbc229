"""What the production server calls."""

import os
import re
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.settings")
LARGEST_BODY = 100_000_000  # well above what any form takes, so that those can say it in words
_site = get_wsgi_application()
_CHARSET = re.compile(r";\s*charset\*?\s*=[^;]*", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site, for whoever asks in UTF-8 and with measure.

    Django reads the address in the encoding that a request claims, before it can answer that there is none such. And it
    keeps the files of any form on disk, the one to choose a language included.
    """
    if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        start_response("413 Content Too Large", [("Content-Type", "text/plain"), ("Connection", "close")])
        return [b"too large\n"]
    if "CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = _CHARSET.sub("", environ["CONTENT_TYPE"])
    return _site(environ, start_response)
