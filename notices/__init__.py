"""Messages to people about what happened to their work: on the site, and by mail as each of them chooses.

`notices.workflow.tell(people, kind, about=record, title=…, by=user)` leaves one for each; a room says what its kinds
are called and where they lead with `notices.kinds.register` at start-up.
"""
