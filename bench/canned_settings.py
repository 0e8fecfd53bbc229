"""The site's settings, for a server that answers with canned data and asks the database nothing."""

from wijk.settings import *  # noqa: F403
from wijk.settings import MIDDLEWARE as OURS

ASKS_THE_DATABASE = {"wijk.revalidation.RevalidationMiddleware"}
MIDDLEWARE = [*(name for name in OURS if name not in ASKS_THE_DATABASE), "bench.canned.CannedPages"]
