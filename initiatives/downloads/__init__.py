"""The whole result of a question as a file: CSV, XLSX or GeoJSON, made while it is sent.

What stands in it, and why so, is in docs/downloads.md.
"""

from initiatives.downloads.files import FORMATS, Format, file_name, in_language
from initiatives.downloads.rows import Question

__all__ = ["FORMATS", "Format", "Question", "file_name", "in_language"]
