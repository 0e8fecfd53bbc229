"""The audit trail: who did what to which, when. The database refuses to change or delete what is written in it.

Rooms write with `trail.writing.note`, in the transaction of what they note. Only keys and fixed words go in: no names,
no texts, so that nothing has to come out when a person is forgotten.
"""
