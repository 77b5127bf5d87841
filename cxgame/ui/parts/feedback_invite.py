"""Inviting one customer: the form, and the list of those to be handed over today."""

from cxgame import clock, i18n
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import addresses, inviting
from cxgame.feedback.invitations.making import Made
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.invitations.reading import ToHandOver
from cxgame.feedback.surveys import SurveyView
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash, go, load

COMMAND = "feedback.invite_customer"


def show(actor: Actor, offered: list[SurveyView], waiting: list[ToHandOver]) -> None:
    """Show the form and the day's list, and follow what is tapped."""
    teams = feedback.teams_for(actor, COMMAND)
    company = load(people.company).name
    sent = sheet(
        markup.render(
            "feedback/invite.html",
            locale(),
            surveys=[(str(each.id), each.name) for each in offered],
            survey=address.read("survey"),
            teams=feedback.named(teams) if len(teams) > 1 else [],
            team=str(actor.team_id or ""),
            languages=[("pt-BR", "Português"), ("en", "English")],
            language=get_settings().language,
            people=[_line(one, company) for one in waiting],
            asked=address.number("asked"),
            shown=f"{len(waiting)}-{address.read('asked')}",
        ),
        key="invite",
    )
    match sent.get("name"):
        case "invite":
            _invite(actor, offered, sent, teams[0].id if len(teams) == 1 else None)
        case "over":
            _hand_over(actor, sent)
        case "back":
            act(
                _("Taken back."),
                inviting.take_back_invitation,
                actor=actor,
                invitation_id=feedback.whole(sent, "value") or 0,
                now=clock.now(),
            )
        case "log":
            go("log")


def _invite(
    actor: Actor, offered: list[SurveyView], sent: dict[str, str], only: int | None
) -> None:
    chosen = feedback.whole(sent, "survey") or (offered[0].id if len(offered) == 1 else None)
    if chosen is None:
        feedback.refused(InvalidInput("Choose a survey."))
        return
    made = attempt(
        inviting.invite_customer,
        actor=actor,
        survey_id=chosen,
        known=Known(
            name=sent.get("name_of", ""),
            phone=sent.get("phone", ""),
            language=sent.get("language", ""),
        ),
        way=Way.WHATSAPP,
        team_id=feedback.whole(sent, "team") or only or actor.team_id,
        origin=address.origin(),
        now=clock.now(),
    )
    if isinstance(made, CxgameError):
        feedback.refused(made)
        return
    if made.why_not:
        flash(not_asked(made))
        address.turn(asked="")
    address.turn(asked=str(made.id))


def not_asked(made: Made) -> str:
    """Return why a customer is not asked, for whoever wanted to."""
    if made.asked_on:
        day = i18n.day(locale(), made.asked_on)
        return _("Not asked again: this customer was asked on {day}.", day=day)
    return _("Not asked: this customer wants no more questions.")


def _hand_over(actor: Actor, sent: dict[str, str]) -> None:
    """Note that WhatsApp was opened; the link itself opened it beside the app."""
    done = attempt(
        inviting.hand_over,
        actor=actor,
        invitation_id=feedback.whole(sent, "value") or 0,
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Noted as handed over."))
    address.turn(asked="")


def _line(one: ToHandOver, company: str) -> dict[str, object]:
    start = get_settings().public_url or one.origin or address.origin()
    link = addresses.personal(start, one.token)
    return {
        "id": one.id,
        "name": one.name or one.phone,
        "about": f"{one.survey} · {one.phone}" if one.name else one.survey,
        "is_done": one.is_done,
        "link": link,
        "whatsapp": addresses.whatsapp(
            phone=one.phone,
            name=one.name,
            company=company,
            link=link,
            stop=addresses.stop(start, one.token),
            locale=one.language,
        ),
    }
