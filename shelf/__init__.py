"""What a signed-in reader keeps for themselves: what they follow, and what they collect.

`shelf.telling.tell_followers()` finds what has happened and leaves a notice for whoever follows it; the messages
themselves, and mail, are of the room `notices`.
"""
