"""Tell the same thing to many people, each in the language that they read."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from cxgame import i18n
from cxgame.notices import service
from cxgame.settings import get_settings

Worded = Callable[[str], dict[str, object]]


def tell(
    session: Session,
    *,
    people: Mapping[int, str | None],
    key: str,
    message: str,
    link: str,
    worded: Worded,
    now: datetime,
) -> int:
    """Put a notice into each inbox, once per key, and return how many are new.

    `people` holds the language of each person (None: the company's); `worded` gives the values of
    the message in a language.
    """
    default, told = get_settings().language, 0
    for locale in i18n.LOCALES:
        readers = [who for who, language in people.items() if (language or default) == locale]
        if readers:
            told += service.tell(
                session,
                people=readers,
                key=key,
                message=message,
                link=link,
                now=now,
                **worded(locale),
            )
    return told
