"""Codebook and coded passages as REFI-QDA 1.0 (.qdpx, .qdc), which programs for qualitative analysis read and write.

What the files hold, and how positions are counted, is in docs/coding.md.
"""
