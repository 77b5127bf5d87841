"""Make the commands of one person take turns, where two tabs or two clicks come at once."""

from sqlmodel import Session, select

from cxgame.people.models import Person


def lock_person(session: Session, person_id: int) -> Person:
    """Return the person, whose other locked commands wait until this transaction ends.

    SQLite's one writer waits anyway. Rows that only name the person may come in meanwhile.
    """
    query = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    return session.exec(query).one()
