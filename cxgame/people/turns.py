"""Make the commands of one person take turns, where two tabs or two clicks come at once."""

from sqlmodel import Session, select

from cxgame.db import is_sqlite
from cxgame.errors import NotFound
from cxgame.people.models import Person


def lock_person(session: Session, person_id: int) -> Person:
    """Return the person, whose other locked commands wait until this transaction ends.

    SQLite's one writer waits anyway, so there a person who is known needs no query. Rows that only
    name the person may come in meanwhile. Raise NotFound where there is nobody with this id.
    """
    if is_sqlite(session):
        person = session.get(Person, person_id)
    else:
        query = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
        person = session.exec(query).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person
