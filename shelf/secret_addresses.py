"""Secret addresses, for who has no session: a random half that the database keeps, and a half that only our key makes.

So a copy of the database opens none of them, and forgetting the random half closes one for ever.
"""

import secrets

from django.core.signing import BadSignature, Signer


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


def token_of(nonce: str, purpose: str) -> str:
    """What stands in the address."""
    return _signer(purpose).sign(nonce)


def nonce_in(token: str, purpose: str) -> str:
    """The random half of an address that we gave for this purpose; empty, which nothing has, for any other."""
    try:
        return _signer(purpose).unsign(token)
    except BadSignature:
        return ""


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"shelf.{purpose}", sep=".")
