"""Turn the rows of a file into customers, each found again by key, e-mail or phone; store those."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from cxgame.errors import InvalidInput
from cxgame.feedback.customers import many, register
from cxgame.feedback.customers.register import Known
from cxgame.feedback.importing.mapping import CUSTOMERS
from cxgame.feedback.importing.outcome import Outcome
from cxgame.people.actor import Actor
from cxgame.people.names import fold
from cxgame.tabular.source import Source

_LANGUAGES = {"pt": "pt-BR", "pt br": "pt-BR", "portugues": "pt-BR", "en": "en", "ingles": "en"}


class CustomerRows:
    """Read rows of a key, a name, an e-mail, a phone, a language and two segments."""

    def __init__(self, source: Source, mapping: Mapping[str, str], now: datetime) -> None:
        self.now = now
        if unknown := set(mapping) - set(CUSTOMERS):
            raise InvalidInput(
                "There is no field {field}. Use: {fields}.",
                field=", ".join(sorted(unknown)),
                fields=", ".join(CUSTOMERS),
            )
        if not {"key", "email", "phone"} & set(mapping):
            raise InvalidInput("The file has no column with a key, an e-mail or a phone.")
        self.place = {name: source.columns.index(column) for name, column in mapping.items()}
        self._rehearsal = many.Rehearsal()

    def read(self, cells: list[str]) -> Known:
        """Return what a row tells, tidied; raise InvalidInput with what is wrong."""
        said = {name: cells[at].strip() for name, at in self.place.items() if at < len(cells)}
        language = said.get("language", "")
        said["language"] = _LANGUAGES.get(fold(language).replace("-", " "), language)
        told = register.tidied(Known(**said))
        if not told.finds_somebody:
            raise InvalidInput(
                "This row has no key, no e-mail and no phone: nobody can be found again by it."
            )
        return told

    def store(
        self,
        session: Session,
        items: Sequence[Known],
        *,
        actor: Actor,  # noqa: ARG002  as other rows take it
        batch_id: int,
    ) -> Outcome:
        """Note customers one after the other; what is told anew replaces what was known."""
        before = many.count_of(session, batch_id)
        many.note_customers(session, items, now=self.now, batch_id=batch_id)
        created = many.count_of(session, batch_id) - before
        return Outcome(created, len(items) - created)

    def rehearse(self, session: Session, items: Sequence[Known]) -> Outcome:
        """Return what storing would do; remember the customers for the rows to come."""
        created = self._rehearsal.count_new(session, items, now=self.now)
        return Outcome(created, len(items) - created)
