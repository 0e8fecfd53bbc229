"""Compressing answers for the way to the browser, but for those that are compressed already."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED_ALREADY = ("image/", "audio/", "video/", "application/pdf")


class CompressionMiddleware(GZipMiddleware):
    """Django's, sparing pictures, sounds and papers: a second compression makes them no smaller."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith(COMPRESSED_ALREADY):
            return response
        return super().process_response(request, response)
