"""Lessons in the workspace: written, reviewed, weighed, judged, and looked at again when their ground has shifted."""
