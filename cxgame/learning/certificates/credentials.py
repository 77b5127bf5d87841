"""Certificates as credentials that anybody can verify."""

from sqlmodel import Session, col, select

from cxgame import clock, content, i18n
from cxgame.credentials.open_badge import Achievement, Issued, Kind
from cxgame.i18n import N_
from cxgame.issuing.sources import Source
from cxgame.learning.bodies import module_of
from cxgame.learning.certificates import queries, terms
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.certificates.queries import CertificateView
from cxgame.learning.models import Module, ModuleVersion

NAME = "certificates"
PREFIX = "module."  # of an achievement's key: a badge's has no dot
CRITERIA = N_(
    "Answer at least {mark} of the module's questions right the first time, and bring its "
    "conversation with a customer to an end."
)
ABILITY = N_("Whoever passes can {objective}")
REVISION = 12  # letters of a hash that tell revisions apart


def basis(view: CertificateView, locale: str) -> str:
    """Return the standard that a certificate rests on, in one line."""
    standard = f"{view.sop_code} · {view.sop_title}"
    if not view.sop_version:
        return standard
    version = i18n.translate(locale, N_("version {n}"), n=view.sop_version)
    return f"{standard}, {version}"


def _issued(session: Session, public_id: str, locale: str) -> Issued | None:
    row = session.exec(select(Certificate).where(Certificate.public_id == public_id)).first()
    if row is None:
        return None
    view = queries.view(session, row, locale, clock.local_day(row.issued_at))
    return Issued(
        public_id=public_id,
        source=NAME,
        place=row.id,
        recipient=view.person,
        achievement=_described(module_of(session, row.version_id), locale),
        issued_at=row.issued_at,
        expires_at=terms.end_of(row.valid_until),
        revoked_at=row.revoked_at,
        basis=basis(view, locale),
    )


def _achievement(session: Session, key: str, locale: str) -> Achievement | None:
    """Return what passing a module is, as the module stands now."""
    query = (
        select(ModuleVersion.id)
        .join(Module, col(Module.id) == col(ModuleVersion.module_id))
        .where(
            Module.slug == key.removeprefix(PREFIX),
            Module.current_revision == ModuleVersion.revision,
        )
    )
    version_id = session.exec(query).first() if key.startswith(PREFIX) else None
    return _described(module_of(session, version_id), locale) if version_id else None


def _described(module: content.Module, locale: str) -> Achievement:
    mark = i18n.percent(locale, module.pass_mark)
    return Achievement(
        key=f"{PREFIX}{module.slug}",
        kind=Kind.CERTIFICATE,
        name=module.title.in_language(locale),
        description=i18n.translate(locale, ABILITY, objective=module.objective.in_language(locale)),
        criteria=i18n.translate(locale, CRITERIA, mark=mark),
        language=locale,
        version=module.revision[:REVISION],
        family="learning",
        symbol="school",
    )


def _revoked(session: Session, first: int, last: int) -> list[int]:
    query = select(Certificate.id).where(
        Certificate.id >= first, Certificate.id < last, col(Certificate.revoked_at).is_not(None)
    )
    return list(session.exec(query))


CERTIFICATES = Source(NAME, _issued, _achievement, _revoked)
