"""What complaint platforms tell of a complaint, under fixed names in a record's metadata.

A reading of our reputation there needs these, and nothing else:

- `platform`: which one, such as "reclame_aqui" or "consumidor_gov_br";
- `answered`: "yes" or "no", whether we answered;
- `answered_on`: the day of our answer, as 2026-03-31, where the file has it;
- `solved`: "yes" or "no", as the customer judged; absent while nobody has;
- `buy_again`: "yes" or "no", would the customer do business with us again; absent likewise;
- `grade`: what the customer gave us from 0 to 10, as text with a point ("7.5"); absent likewise;
- `grade_of_5`: the same on a platform that asks from 1 to 5. The two never add up.
"""

import re
from decimal import Decimal

from cxgame.errors import InvalidInput
from cxgame.people.names import fold

PLATFORM = "platform"
ANSWERED = "answered"
ANSWERED_ON = "answered_on"
SOLVED = "solved"
BUY_AGAIN = "buy_again"
GRADE = "grade"
GRADE_OF_5 = "grade_of_5"
FIELDS = (ANSWERED, SOLVED, BUY_AGAIN, GRADE, GRADE_OF_5)

RECLAME_AQUI = "reclame_aqui"
CONSUMIDOR_GOV_BR = "consumidor_gov_br"

YES, NO = "yes", "no"
_GRADES = {GRADE: (0, 10), GRADE_OF_5: (1, 5)}
_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,6})?", re.ASCII)
_YES = re.compile(r"(?:sim|s|yes|y|true|1|respondid[ao]|resolvid[ao]|avaliad[ao] resolvid[ao])")
_NO = re.compile(
    r"(?:nao|n|no|false|0)(?: (?:respondid|resolvid)[ao])?|avaliad[ao] nao resolvid[ao]"
)
_NOT_YET = re.compile(r"nao avaliad[ao]|nao se aplica|n/a|-|")


def read_answered(cell: str) -> str:
    """Return whether we answered: by a yes or a no, or by the date of our answer being there."""
    word = fold(cell)
    return NO if _NOT_YET.fullmatch(word) or _NO.fullmatch(word) else YES


def read_choice(cell: str) -> str | None:
    """Return "yes", "no", or None where the customer has not said so.

    Raise InvalidInput for any other word.
    """
    word = fold(cell)
    if _NOT_YET.fullmatch(word):
        return None
    if _YES.fullmatch(word):
        return YES
    if _NO.fullmatch(word):
        return NO
    raise InvalidInput("Whether it was solved, or they would buy again, is a yes or a no.")


def read_grade(name: str, cell: str) -> str | None:
    """Return a grade as text with a point, None where there is none.

    `name` is `grade` (0 to 10) or `grade_of_5` (1 to 5). Raise InvalidInput off its scale.
    """
    text = cell.strip()
    if _NOT_YET.fullmatch(fold(text)):
        return None
    low, high = _GRADES[name]
    found = _NUMBER.fullmatch(text)
    value = Decimal(found[0].replace(",", ".")) if found else None
    if value is None or not low <= value <= high:
        raise InvalidInput("The grade goes from {low} to {high}.", low=low, high=high)
    return f"{value.normalize():f}"
