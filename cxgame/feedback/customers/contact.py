"""Rules of how a customer is reached: an e-mail address and a phone number, each in one form."""

import re

import phonenumbers

from cxgame.errors import InvalidInput

LONGEST_EMAIL = 254  # RFC 5321 gives a path 256 characters, its angle brackets among them

_EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+"
)


def tidy_email(text: str) -> str | None:
    """Return an e-mail address in lower case, None when empty.

    Raise InvalidInput when it is none. The message does not repeat it: it goes into reports.
    """
    email = text.strip().lower()
    if not email:
        return None
    if len(email) > LONGEST_EMAIL or _EMAIL.fullmatch(email) is None:
        raise InvalidInput("This is no e-mail address. Write it like ana@example.com.")
    return email


def tidy_phone(text: str, *, country: str) -> str | None:
    """Return a phone number in the E.164 form, such as +5511987654321; None when empty.

    `country` (two letters) is where a number without its country's code is from. Raise
    InvalidInput when no such number can exist. Source: ITU-T E.164, by Google's libphonenumber.
    """
    if not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise InvalidInput("This is no phone number. Write it with its area code.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
