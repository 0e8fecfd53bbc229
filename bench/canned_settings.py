"""The site's settings, for a server that answers with canned data."""

from wijk.settings import *  # noqa: F403
from wijk.settings import MIDDLEWARE as OURS

MIDDLEWARE = [*OURS, "bench.canned.CannedPages"]
