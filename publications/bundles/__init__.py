"""Bundles: cases and lessons as a book that one can take along: PDF, EPUB, a page to print, and the data."""
