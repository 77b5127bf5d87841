"""A small company in which every name and every word is as long as the forms allow."""

from datetime import timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level, Priority
from cxgame.direction import queries as reading
from cxgame.direction import service as objectives
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.okr import Confidence, Measure
from cxgame.feedback import answers, surveys, voice
from cxgame.feedback.kinds import ObservationKind, Severity
from cxgame.learning import importing
from cxgame.people import accounts, passwords, service
from cxgame.people.actor import Actor
from cxgame.people.demo_accounts import DEMO_PASSWORD
from cxgame.people.models import Person, Role
from cxgame.standards import touchpoints
from cxgame.thread import service as thread

SYSTEM = Actor.system("shots")
UNIT = "Unidade Nossa Senhora do Perpétuo Socorro de Pindamonhangaba e Região Serrana"
TEAM = "Atendimento, banho, tosa e pós-venda do turno da madrugada de fim de semana"
WORD = "Anticonstitucionalissimamentepneumoultramicroscopicossilicovulcanoconiótico"
PERSON = "Maria Auxiliadora da Conceição dos Santos Vasconcelos de Albuquerque e Mello"
PLACE = "Retirada do pet depois do banho no estacionamento coberto do subsolo dois"
SAID = (
    f"{WORD}! Esperei mais de duas horas e quarenta minutos na recepção, ninguém soube dizer "
    "quando o banho terminaria, e no fim ainda cobraram a hidratação que eu não pedi. " * 4
)
ROLES = {
    "alice": Role.FRONTLINE,
    "diana": Role.MANAGER,
    "edu": Role.DIRECTOR,
    "admin": Role.ADMIN,
}
SCORES = (0, 2, 6, 7, 8, 9, 9, 10, 10, 10, 3, 9, 10, 5, 10)


def fill(session: Session) -> None:
    """Found the company, with its people and one of everything that they write."""
    now = clock.now()
    service.found_company(session, name=f"{WORD} e Filhos Comércio de Rações Ltda.")
    importing.import_shipped(session, now=now)
    boards.set_up(session, actor=SYSTEM, now=now)
    unit = service.add_unit(session, actor=SYSTEM, name=UNIT, now=now)
    for name in (f"{WORD} Batel", f"{TEAM} sul"):
        service.add_team(session, actor=SYSTEM, unit_id=unit, name=name, now=now)
    team = service.add_team(session, actor=SYSTEM, unit_id=unit, name=TEAM, now=now)
    cast = {name: _person(session, name, role, unit, team) for name, role in ROLES.items()}
    place = touchpoints.add_touchpoint(session, actor=SYSTEM, name=PLACE, now=now)
    _hear(session, cast, team, place)
    _aim(session, cast["edu"])


def _person(session: Session, name: str, role: Role, unit: int, team: int) -> Actor:
    person_id = service.add_person(
        session,
        actor=SYSTEM,
        name=f"{name.capitalize()} {PERSON}" if role is not Role.DIRECTOR else WORD,
        role=role,
        sign_in_name=name,
        email=f"{name}.{'muito.longo.' * 4}@atendimento.comercio-de-racoes.example.com",
        team_id=team if role in (Role.FRONTLINE, Role.MANAGER) else None,
        scope_units=(unit,) if role is Role.MANAGER else (),
        password_hash=passwords.hashed(DEMO_PASSWORD),
        now=clock.now(),
    )
    return accounts.as_actor(session, session.get_one(Person, person_id))


def _aim(session: Session, owner: Actor) -> None:
    """Set an objective with the longest words, and check in on it."""
    now = clock.now()
    today = clock.local_day(now)
    made = objectives.add_objective(
        session,
        actor=owner,
        form=ObjectiveForm(
            title=f"{WORD} {PLACE}"[:120],
            why=SAID,
            starts_on=today - timedelta(days=90),
            ends_on=today + timedelta(days=90),
            owner_id=owner.person_id or 0,
            results=(
                ResultForm(f"{WORD} em {TEAM}"[:120], Measure(1e9, 1e12), WORD[:20], 10),
                ResultForm(PLACE, Measure(-0.5, -0.5, 0.25)),
            ),
        ),
        now=now - timedelta(days=90),
    )
    (view,) = reading.objectives(session, actor=owner, now=now)
    for days in (60, 40):
        figures = [
            Figure(one.form.id or 0, 123_456_789_012.5, Confidence.LOW, SAID)
            for one in view.results
        ]
        objectives.check_in(
            session,
            actor=owner,
            objective_id=made,
            figures=figures,
            now=now - timedelta(days=days),
        )


def _hear(session: Session, cast: dict[str, Actor], team: int, place: int) -> None:
    """Store answers, a complaint and an observation; make a card and a training of them."""
    now, manager = clock.now(), cast["diana"]
    surveys.add_survey(session, actor=manager, name=f"Como foi? {TEAM}", team_id=team, now=now)
    token = surveys.surveys(session, actor=SYSTEM)[0].token
    for number, score in enumerate(SCORES):
        answers.answer_survey(
            session,
            actor=Actor.nobody("pt-BR"),
            token=token,
            form_token=f"shots-{number:04}",
            score=score,
            text=SAID if number % 4 == 0 else "",
            sender=f"network {number}",
            now=now - timedelta(days=number),
        )
    voice.record_observation(
        session,
        actor=cast["alice"],
        team_id=team,
        kind=ObservationKind.FRICTION,
        text=SAID[:480],
        touchpoint_id=place,
        mood=1,
        now=now,
    )
    complaint = voice.record_complaint(
        session,
        actor=cast["alice"],
        team_id=team,
        text=SAID,
        touchpoint_id=place,
        severity=Severity.HIGH,
        customer=PERSON,
        contact=f"{'muito.longo.' * 4}@example.com",
        now=now,
    )
    _act(session, cast, team, complaint)


def _act(session: Session, cast: dict[str, Actor], team: int, complaint: int) -> None:
    now, manager = clock.now(), cast["diana"]
    ids = {name: actor.person_id or 0 for name, actor in cast.items()}
    for level, titled in ((Level.TACTICAL, "Plano"), (Level.OPERATIONAL, "Tarefa")):
        thread.make_card(
            session,
            actor=manager,
            record_id=complaint,
            level=level,
            form=CardForm(
                title=f"{titled}: {WORD}, avisar quem espera e medir de novo",
                what=SAID[:900],
                why=SAID[:900],
                place=PLACE,
                target=f"De 12,5% para 4% de reclamações por atraso em {PLACE}",
                due_on=clock.local_day(now) - timedelta(days=1),
                team_id=team,
                priority=Priority.HIGH,
                accountable=(ids["diana"],),
                responsible=(ids["alice"],),
                consulted=(ids["edu"],) if level is Level.TACTICAL else (),
                question=f"{WORD}?" if level is Level.TACTICAL else "",
            ),
            now=now,
        )
    thread.send_training(
        session,
        actor=manager,
        record_id=complaint,
        module_slug="complaint",
        team_id=team,
        due_on=clock.local_day(now) + timedelta(days=6),
        now=now,
    )
