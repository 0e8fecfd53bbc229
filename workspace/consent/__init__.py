"""Consent that is withdrawn: words and pictures removed for good, and the list of pictures by what they lack."""
