"""Ready-made mappings: the files of systems that many companies have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxgame.errors import NotFound
from cxgame.feedback import platforms
from cxgame.feedback.kinds import Channel, Kind
from cxgame.people.names import fold


@dataclass(frozen=True)
class Layout:
    """The files of one system: their columns by field, folded, the best name first.

    Each of `needed` must be among a file's columns for it to be one of these. `kind` is what all
    rows are; where it is None, a column says so. `prefix` keeps this system's keys apart from
    another's. `packed` are columns that hold JSON.
    """

    name: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    kind: Kind | None = None
    channel: Channel = Channel.FILE
    platform: str = ""
    prefix: str = ""
    packed: tuple[str, ...] = field(default=())
    company: str = ""  # the column that tells whose row it is, in files about many companies

    def mapping(self, columns: Sequence[str]) -> dict[str, str]:
        """Return field -> column for what a file has of this layout."""
        named = {_plain(column): column for column in reversed(columns)}
        found: dict[str, str] = {}
        for one, names in self.columns.items():
            fitting = (named[name] for name in names if name in named)
            column = next((each for each in fitting if each not in found.values()), None)
            if column is not None:
                found[one] = column
        return found

    def column_of_company(self, columns: Sequence[str]) -> str:
        """Return the column that tells whose row it is, "" where all rows are ours."""
        return next((one for one in columns if self.company and _plain(one) == self.company), "")

    def fits(self, columns: Sequence[str]) -> bool:
        """Tell whether a file's columns are those of this layout."""
        found = self.mapping(columns)
        return all(one in found for one in self.needed)


DELIGHTED = Layout(
    name="delighted",
    title="Delighted",
    # Its API's names, then the words of its exports.
    columns={
        "submission_id": ("id", "response id", "survey response id"),
        "survey": ("survey type", "survey", "metric", "project type"),
        "score": ("score", "rating"),
        "text": ("comment", "comments"),
        "collected_at": ("created at", "responded at", "response time", "response date"),
        "customer": ("person", "person id"),
        "name": ("person name", "name", "customer name"),
        "email": ("person email", "email", "customer email", "email address"),
        "phone": ("person phone number", "person phone", "phone number", "phone"),
        "tags": ("tags",),
        "person_properties": ("person properties", "properties"),
        "additional_answers": ("additional answers",),
        "notes": ("notes",),
    },
    needed=("submission_id", "survey", "score", "collected_at"),
    prefix="delighted:",
    packed=("person_properties", "additional_answers", "notes"),
)
CONSUMIDOR = Layout(
    name="consumidor.gov.br",
    title="consumidor.gov.br",
    # Published since 2020 with `Data Abertura`; for 2019 with `Data Finalização` alone.
    columns={
        "text": ("problema",),
        "collected_at": ("data abertura", "data finalizacao"),
        platforms.ANSWERED: ("respondida",),
        platforms.SOLVED: ("avaliacao reclamacao",),
        platforms.GRADE_OF_5: ("nota do consumidor",),
    },
    needed=("text", "collected_at", platforms.ANSWERED, platforms.GRADE_OF_5),
    kind=Kind.COMPLAINT,
    channel=Channel.PLATFORM,
    platform=platforms.CONSUMIDOR_GOV_BR,
    company="nome fantasia",
)
RECLAME_AQUI = Layout(
    name="reclame-aqui",
    title="Reclame AQUI",
    columns={
        "submission_id": ("id hugme", "id reclamacao", "id", "protocolo", "url"),
        "text": ("reclamacao", "descricao", "relato", "texto", "titulo"),
        "collected_at": ("data reclamacao", "data da reclamacao", "data de abertura", "data"),
        "name": ("nome", "nome do consumidor", "consumidor"),
        "email": ("email", "e mail"),
        "phone": ("telefones", "telefone", "celular"),
        platforms.ANSWERED: (
            *("data de resposta", "data resposta", "data da resposta"),
            *("respondida", "respondido", "status ra", "status"),
        ),
        platforms.SOLVED: (
            *("seu problema foi resolvido?", "problema resolvido?", "problema resolvido"),
            *("resolvido", "resolvida", "resolvido?"),
        ),
        platforms.BUY_AGAIN: (
            *("voltaria a fazer negocio?", "voltaria a fazer negocio", "voltaria a fazer negocios"),
            *("voltaria a fazer negocios?", "voltaria"),
        ),
        platforms.GRADE: ("nota", "nota do atendimento", "nota do consumidor"),
    },
    needed=("text", "collected_at", platforms.ANSWERED, platforms.BUY_AGAIN, platforms.GRADE),
    kind=Kind.COMPLAINT,
    channel=Channel.PLATFORM,
    platform=platforms.RECLAME_AQUI,
    prefix="reclame_aqui:",
)
LAYOUTS = {one.name: one for one in (DELIGHTED, CONSUMIDOR, RECLAME_AQUI)}


def named(name: str) -> Layout:
    """Return the ready-made mapping of this name or title; raise NotFound when there is none."""
    titles = {fold(one.title): one for one in LAYOUTS.values()}
    found = LAYOUTS.get(name) or titles.get(fold(name))
    if found is None:
        raise NotFound("There is no mapping named {name}.", name=name[:80])
    return found


def layout_for(columns: Sequence[str]) -> Layout | None:
    """Return the ready-made mapping that a file's columns fit, None for an unknown file."""
    return next((one for one in LAYOUTS.values() if one.fits(columns)), None)


def _plain(column: str) -> str:
    return " ".join(fold(column).replace("_", " ").replace("-", " ").replace(".", " ").split())
