"""Measuring the site: N generated cases, the real server, and beside each figure the limit of the same run."""
