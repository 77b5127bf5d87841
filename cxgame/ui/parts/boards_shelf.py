"""Dialogs on whole boards: make one, change its name and columns, close it, take it away."""

from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import exporting, making, shelf
from cxgame.boards.making import ColumnForm
from cxgame.boards.models import Level
from cxgame.boards.shelf import Shelved
from cxgame.boards.stages import Stage
from cxgame.boards.views import BoardView
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

FRESH = 2  # empty lines for new columns
STAGES = {
    Stage.DRAFT: N_("Planned"),
    Stage.REVIEW: N_("Waits for approval"),
    Stage.DO: N_("Worked on"),
    Stage.WAIT: N_("Waits for the figure"),
    Stage.CHECK: N_("Checked"),
    Stage.ACT: N_("Made the standard"),
    Stage.DONE: N_("Done"),
}
OF_TASKS = (Stage.DRAFT, Stage.DO, Stage.DONE)


def open_wanted(actor: Actor, view: BoardView) -> None:
    """Open the dialog that the address names, if the actor may."""
    closed = partial(address.forget, "form")
    match address.read("form"):
        case "new" if permissions.may(actor, "boards.add_board"):
            st.dialog(_("New board"), on_dismiss=closed)(_new)(actor, view.level)
        case "change" if view.may_change:
            st.dialog(_("Columns and name"), width="medium", on_dismiss=closed)(_change)(
                actor, view
            )
        case "export" if permissions.may(actor, "boards.export_cards"):
            st.dialog(_("Export"), on_dismiss=closed)(_export)(actor, view)


def whose(actor: Actor) -> list[tuple[str, str]]:
    """Return for whom the actor may make a board, as (value, words)."""
    teams = load(people.teams, actor=actor)
    company = [("", _("Whole company"))] if permissions.allows(actor, "boards.add_board") else []
    units = {team.unit_id: team.unit for team in teams}
    return [
        *company,
        *((f"unit:{key}", name) for key, name in units.items()),
        *((f"team:{team.id}", team.name) for team in teams),
    ]


def place_of(value: str) -> dict[str, int | None]:
    """Return unit and team of a chosen value of `whose`."""
    kind, _colon, number = value.partition(":")
    found = whole(number) or None
    return {
        "unit_id": found if kind == "unit" else None,
        "team_id": found if kind == "team" else None,
    }


def _new(actor: Actor, level: Level) -> None:
    sent = sheet(
        markup.render(
            "boards/board_new.html",
            locale(),
            level=level.value,
            levels=[(one.value, _(words)) for one, words in card_words.LEVELS.items()],
            whose=whose(actor),
        ),
        key="board-new",
    )
    if sent.get("name") != "save":
        return
    chosen = sent.get("level", "")
    made = attempt(
        making.add_board,
        actor=actor,
        level=Level(chosen) if chosen in list(Level) else level,
        name=sent.get("board_name", ""),
        **place_of(sent.get("whose", "")),
        now=clock.now(),
    )
    if isinstance(made, CxgameError):
        st.error(i18n.say(locale(), made), icon=":material/info:")
        return
    flash(_("The board is there."))
    address.turn(form="", level=chosen or level.value, board=str(made))


def _change(actor: Actor, view: BoardView) -> None:
    board = _shelved(actor, view)
    lines = load(shelf.column_lines, actor=actor, board_id=view.id)
    sent = sheet(
        markup.render(
            "boards/board_form.html",
            locale(),
            board=board,
            lines=lines,
            fresh=range(1, FRESH + 1),
            stages=[(stage.value, _(STAGES[stage])) for stage in _stages(view.level)],
        ),
        key=f"board-form-{view.id}",
    )
    match sent.get("name"):
        case "save":
            outcome = attempt(
                making.change_board,
                actor=actor,
                board_id=view.id,
                name=sent.get("board_name", ""),
                columns=columns_of(sent, lines),
                version=whole(sent.get("version")),
                now=clock.now(),
            )
            _answer(outcome, _("Saved."))
        case "close":
            closed = attempt(
                making.close_board,
                actor=actor,
                board_id=view.id,
                version=board.version,
                now=clock.now(),
            )
            _answer(closed, _("The board is closed."), board="")


def columns_of(sent: dict[str, str], lines: list[shelf.ColumnLine]) -> list[ColumnForm]:
    """Return the columns that a browser sent, by their places; one without a name is left out."""
    known = [(f"c{line.id}", line.id) for line in lines]
    fresh = [(f"n{number}", None) for number in range(1, FRESH + 1)]
    found: list[tuple[int, ColumnForm]] = []
    for key, column_id in (*known, *fresh):
        name = sent.get(f"{key}-name", "").strip()
        if not name:
            continue
        stage = sent.get(f"{key}-stage", "")
        form = ColumnForm(
            name=name,
            stage=Stage(stage) if stage in list(Stage) else Stage.DO,
            wip_limit=whole(sent.get(f"{key}-limit")) or None,
            id=column_id,
        )
        found.append((whole(sent.get(f"{key}-place")), form))
    return [form for _place, form in sorted(found, key=lambda one: one[0])]


def _export(actor: Actor, view: BoardView) -> None:
    sent = sheet(
        markup.render("boards/board_export.html", locale(), name=view.name), key="board-export"
    )
    ending = sent.get("value", "")
    if sent.get("name") != "make" or ending not in exporting.ENDINGS:
        return
    with st.spinner(_("Writing the file…")):
        made = attempt(
            exporting.export_cards,
            actor=actor,
            board_id=view.id,
            ending=ending,
            locale=locale(),
            now=clock.now(),
        )
    if isinstance(made, CxgameError):
        st.error(i18n.say(locale(), made), icon=":material/info:")
        return
    st.download_button(
        ngettext("Download {n} card", "Download {n} cards", made.cards),
        made.data,
        file_name=f"{_('cards')}-{clock.local_day(clock.now())}.{ending}",
        mime=exporting.ENDINGS[ending],
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def _stages(level: Level) -> tuple[Stage, ...]:
    return OF_TASKS if level is Level.OPERATIONAL else tuple(Stage)


def _shelved(actor: Actor, view: BoardView) -> Shelved:
    found = load(shelf.boards, actor=actor, level=view.level)
    return next(one for one in found if one.id == view.id)


def _answer(outcome: object, done: str, **turned: str) -> None:
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(done)
    address.turn(form="", **turned)
