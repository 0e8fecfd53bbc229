"""Work that takes longer than a page may: done by a worker beside the server, watched by who asked for it.

`jobs.workflow.start(what, by=user, title=…)` lets it begin, and `jobs.in_hand.job_of(context)` is what the work itself
has of it. `jobs.rounds.register` is for what the site does by itself, every so often. docs/jobs.md tells how.
"""
