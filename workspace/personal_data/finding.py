"""What looks like personal data in a text: telephone, e-mail, BSN, IBAN, and a street with a house number.

Rather too few than too many: who is asked about every year and every amount stops reading. So a BSN has to pass its
test of eleven, an IBAN its remainder of 97, a telephone number has to begin as Dutch ones do, and an address has to
name a kind of street.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    EMAIL = "email", _("e-mail address")
    IBAN = "iban", _("bank account (IBAN)")
    BSN = "bsn", _("citizen service number (BSN)")
    TELEPHONE = "telephone", _("telephone number")
    ADDRESS = "address", _("address")


@dataclass(frozen=True)
class Found:
    """What looks like personal data: its place in the text, and the text there."""

    kind: Kind
    start: int
    end: int
    text: str


_GAP = r"[ .\u00a0-]?"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![\w-])", re.I)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{1,4}){3,8}(?!\w)", re.I)
_BSN = re.compile(rf"(?<![\w.,/-])\d{{2,4}}{_GAP}\d{{2,3}}{_GAP}\d{{2,4}}(?![\w/]|[.,-]\d)")
_TELEPHONE = re.compile(
    r"(?<![\w.,/+-])(?:(?:\+|00)31[ \u00a0-]?(?:\(0\)[ \u00a0]?)?|\(?0)"
    r"[1-9]\d{0,3}\)?(?:[ \u00a0-]{0,3}\d){4,9}(?![\w/]|[.,]\d)"
)
# Kinds of streets that a Dutch address ends with, or begins with ("Laan van Meerdervoort").
_KINDS = (
    r"straat|laan|weg|plein|kade|gracht|singel|dijk|steeg|hof|dreef|pad|plantsoen|markt|wal|haven|burgwal|plaats|ring"
)
_STREET = (
    rf"(?:[A-Z][\w’'.-]*[ \u00a0])?(?:[A-Z][\w’'-]*(?:{_KINDS})"
    r"|(?:Laan|Plein|Weg) (?:van|der|de|den|het)(?: [\w’'-]+){1,3})"
)
_NUMBER = r"[1-9]\d{0,4}(?:[ -]?[a-z](?![\w])|-\d{1,4})?"
_ADDRESS = re.compile(rf"(?<![\w-]){_STREET}[ \u00a0]{_NUMBER}(?![\w]|[.,]\d)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


def passes_eleven(number: str) -> bool:
    """Whether nine digits can be a BSN: nine times the first, eight times the second … minus the last, by eleven."""
    if len(number) != 9 or not number.isdigit() or number == "0" * 9:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11 == 0


def passes_97(account: str) -> bool:
    """Whether an IBAN without spaces has the check digits that ISO 13616 gives it."""
    moved = account[4:] + account[:4]
    digits = "".join(str(int(sign, 36)) for sign in moved.upper() if sign.isascii() and sign.isalnum())
    return len(account) >= 15 and int(digits or "1") % 97 == 1


def find(text: str) -> list[Found]:
    """What looks like personal data in `text`, in its order; nothing is found twice."""
    found: list[Found] = []
    for kind, pattern, is_one in _WAYS:
        for match in pattern.finditer(text):
            is_free = all(match.end() <= each.start or match.start() >= each.end for each in found)
            if is_free and is_one(match[0]):
                found.append(Found(kind, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda each: each.start)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def _is_telephone(text: str) -> bool:
    digits = _digits(text)
    national = re.sub(r"^(?:0031|31(?=\d{9}))0?", "0", digits) if text.startswith(("+", "00")) else digits
    return len(national) == 10 or (national.startswith(("0800", "0900")) and len(national) == 8)


def _is_account(text: str) -> bool:
    return passes_97("".join(text.split()))


def _is_bsn(text: str) -> bool:
    """Nine digits as people write them: together, or in groups divided alike; amounts have groups of three."""
    digits, signs = _digits(text), {sign for sign in text if not sign.isdigit()}
    is_amount = bool(signs) and re.fullmatch(r"\d{3}[.\u00a0 ]\d{3}[.\u00a0 ]\d{3}", text) and "." in signs
    return passes_eleven(digits) and len(signs) < 2 and not is_amount


def _is_address(text: str) -> bool:
    """A street with a year behind it is history: “Dorpsstraat 1953”."""
    return not _YEAR.search(text)


_WAYS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.EMAIL, _EMAIL, bool),
    (Kind.IBAN, _IBAN, _is_account),
    (Kind.TELEPHONE, _TELEPHONE, _is_telephone),
    (Kind.BSN, _BSN, _is_bsn),
    (Kind.ADDRESS, _ADDRESS, _is_address),
)
