"""Codings out to other programs for analysis, and in from them."""
