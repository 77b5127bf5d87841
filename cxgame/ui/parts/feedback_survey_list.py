"""A list of customers to ask by e-mail: pasted or uploaded, looked at first, then invited."""

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import inviting, lists
from cxgame.feedback.invitations.inviting import Invited
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.surveys import SurveyView
from cxgame.look import markup
from cxgame.notices.mail.server import mail_is_set
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash

LIST = "survey:list"  # the text that was looked at
TOLD = "survey:told"  # what was told of it, so that it is not asked at every run
ROUND = "survey:round"  # how many lists went out: the next one starts empty
ROWS_SHOWN = 50


def show(actor: Actor, survey: SurveyView) -> None:
    """Take a list, tell what would happen to each row, and invite when somebody says so."""
    turn = st.session_state.setdefault(ROUND, 0)
    teams = feedback.teams_for(actor, "feedback.invite_list") if survey.team_id is None else []
    sent = sheet(
        markup.render(
            "feedback/survey_list.html",
            locale(),
            survey=survey,
            mail_is_set=mail_is_set(),
            teams=feedback.named(teams),
            turn=turn,
        ),
        key=f"survey-list-{survey.id}",
    )
    file = st.file_uploader(
        _("Or a CSV file with a heading row: name, e-mail, language"),
        type=["csv", "txt", "tsv"],
        key=f"survey:list:{turn}",
        max_upload_size=2,
    )
    if sent.get("name") == "look":
        st.session_state[LIST] = (sent.get("rows", ""), feedback.whole(sent, "team"))
    text, team_id = st.session_state.get(LIST) or ("", None)
    try:
        if file is not None:
            text = lists.decoded(file.getvalue())
        rows = lists.read(text) if text else []
    except CxgameError as error:
        feedback.refused(error)
        return
    if rows:
        _consent(actor, survey, rows, team_id)


def _consent(actor: Actor, survey: SurveyView, rows: list[Known], team_id: int | None) -> None:
    told = _told(actor, survey, rows, team_id)
    if isinstance(told, CxgameError):
        feedback.refused(told)
        return
    found = sheet(
        markup.render(
            "feedback/survey_list_look.html",
            locale(),
            told=told,
            refused=[
                (one.row, i18n.translate(locale(), one.reason.message, **one.reason.values))
                for one in told.refused[:ROWS_SHOWN]
            ],
            more=max(0, len(told.refused) - ROWS_SHOWN),
        ),
        key="survey-list-look",
    )
    if found.get("name") != "invite":
        return
    with st.spinner(_("Inviting …")):
        done = _run(actor, survey, rows, team_id, is_dry_run=False)
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    st.session_state.pop(LIST, None)
    st.session_state.pop(TOLD, None)
    st.session_state[ROUND] += 1
    flash(ngettext("{n} customer will be asked.", "{n} customers will be asked.", done.created))
    address.turn(view="", show="waiting")


def _told(
    actor: Actor, survey: SurveyView, rows: list[Known], team_id: int | None
) -> Invited | CxgameError:
    """Return what would happen, asked once for a list."""
    key = (survey.id, survey.version, team_id, hash(tuple(rows)))
    kept: tuple[object, Invited] | None = st.session_state.get(TOLD)
    if kept and kept[0] == key:
        return kept[1]
    with st.spinner(_("Looking at the list …")):
        told = _run(actor, survey, rows, team_id, is_dry_run=True)
    if not isinstance(told, CxgameError):
        st.session_state[TOLD] = (key, told)
    return told


def _run(
    actor: Actor, survey: SurveyView, rows: list[Known], team_id: int | None, *, is_dry_run: bool
) -> Invited | CxgameError:
    return attempt(
        inviting.invite_list,
        actor=actor,
        survey_id=survey.id,
        rows=rows,
        team_id=team_id,
        way=Way.EMAIL,
        origin=address.origin(),
        is_dry_run=is_dry_run,
        now=clock.now(),
    )
