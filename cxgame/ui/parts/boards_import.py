"""Bringing a board in: the file, where it goes, what would come, and taking it back."""

from io import BytesIO

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame import clock, i18n
from cxgame.boards.importing import queries, reading, service, table
from cxgame.boards.importing.found import FoundBoard
from cxgame.boards.importing.planning import Report
from cxgame.boards.importing.queries import ImportLine
from cxgame.boards.importing.reading import Kind, Written
from cxgame.boards.importing.service import Brought, Undone, Wanted
from cxgame.boards.models import Level
from cxgame.errors import CxgameError
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.tabular.source import open_source
from cxgame.thread import board_imports
from cxgame.ui.parts import boards_shelf, card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, as_it_is, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load

TYPES = ("json", "csv", "tsv", "txt", "xlsx")
SHOWN = 20  # of what stays behind
ROUND = "board-import-round"  # how many files went in: the next one starts empty


def show(actor: Actor) -> None:
    """Show the way from a file to a board, and the boards that came so."""
    head = sheet(markup.render("boards/import_head.html", locale()), key="board-import-head")
    if head.get("name") == "back":
        go("board")
    file = st.file_uploader(
        _("A board exported from Trello (.json), or a table with a heading row"),
        type=list(TYPES),
        key=f"board-file-{st.session_state.setdefault(ROUND, 0)}",
    )
    if file is not None:
        _look(actor, file)
    _history(actor)


def _look(actor: Actor, file: UploadedFile) -> None:
    """Read the file, ask where the board goes, tell what would come, and bring it in."""
    kind = Kind.TRELLO if file.name.lower().endswith(".json") else Kind.CSV
    try:
        written = _written(file) if kind is Kind.CSV else Written()
        found = reading.read(BytesIO(file.getvalue()), file.name, kind, written)
    except CxgameError as error:
        st.error(i18n.say(locale(), error), icon=":material/info:")
        return
    wanted = _where(actor, found)
    report = attempt(service.rehearse, actor=actor, found=found, wanted=wanted)
    if isinstance(report, CxgameError):
        st.error(i18n.say(locale(), report), icon=":material/info:")
        return
    _tell(report)
    if report.cards and st.button(
        ngettext("Bring {n} card in", "Bring {n} cards in", report.cards),
        type="primary",
        icon=":material/upload_file:",
    ):
        _bring(actor, file.name, kind, found, wanted)


def _written(file: UploadedFile) -> Written:
    """Let somebody say which column of a table is which; what its names tell is chosen."""
    with open_source(BytesIO(file.getvalue()), file.name) as source:
        columns = source.columns
    guessed = table.guessed(columns)
    chosen: dict[str, str] = {}
    with st.expander(_("Which column is which"), expanded="title" not in guessed):
        left, right = st.columns(2)
        for number, field in enumerate(table.FIELDS):
            place = left if number % 2 == 0 else right
            options = ["", *columns]
            chosen[field] = place.selectbox(
                _(table.head_of(field)),
                options,
                index=options.index(guessed.get(field, "")),
                format_func=lambda name: as_it_is(name) if name else _("not in the file"),
                key=f"board-map-{file.file_id}-{field}",
            )
    return Written(chosen)


def _where(actor: Actor, found: FoundBoard) -> Wanted:
    whose = dict(boards_shelf.whose(actor))
    left, middle, right = st.columns(3)
    name = left.text_input(_("Name of the board"), value=found.name[:120], max_chars=120)
    level = middle.selectbox(
        _("Level"),
        list(Level),
        index=1,
        format_func=lambda one: _(card_words.LEVELS[one]),
    )
    chosen = right.selectbox(_("For whom"), list(whose), format_func=lambda key: whose[key])
    place = boards_shelf.place_of(chosen or "")
    return Wanted(level or Level.TACTICAL, place["unit_id"], place["team_id"], name)


def _tell(report: Report) -> None:
    counts = [
        ngettext("{n} column", "{n} columns", report.columns),
        ngettext("{n} card", "{n} cards", report.cards),
        ngettext("{n} checklist", "{n} checklists", report.checklists),
        ngettext("{n} comment", "{n} comments", report.comments),
    ]
    st.info(" · ".join(counts), icon=":material/fact_check:")
    if not report.skipped:
        return
    words = ngettext("{n} thing stays behind", "{n} things stay behind", len(report.skipped))
    with st.expander(words):
        for one in report.skipped[:SHOWN]:
            st.markdown(f"- **{as_it_is(one.what)}**: {as_it_is(_(one.reason, **one.values))}")


def _bring(actor: Actor, name: str, kind: Kind, found: FoundBoard, wanted: Wanted) -> None:
    with st.spinner(_("Bringing the board in…")):
        brought = attempt(
            service.import_board,
            actor=actor,
            found=found,
            wanted=wanted,
            form=kind.value,
            file_name=name,
            now=clock.now(),
        )
    if isinstance(brought, Brought):
        st.session_state[ROUND] += 1
        flash(_("The board is there. Its cards move once they have A and R."))
        go("board", level=wanted.level.value, board=brought.board_id)
    st.error(i18n.say(locale(), brought), icon=":material/info:")


def _history(actor: Actor) -> None:
    """Show the boards that came from files, newest first, each with the way to take it back."""
    imports = load(queries.imports, actor=actor)
    sent = sheet(
        markup.render("boards/imports.html", locale(), imports=[_line(one) for one in imports]),
        key="board-imports",
    )
    number = whole(sent.get("value"))
    match sent.get("name"):
        case "board":
            chosen = next(one for one in imports if one.id == number)
            go("board", level=chosen.level, board=chosen.board_id or 0)
        case "undo":
            undone = attempt(
                board_imports.undo_board_import, actor=actor, import_id=number, now=clock.now()
            )
            if isinstance(undone, CxgameError):
                st.error(i18n.say(locale(), undone), icon=":material/info:")
                return
            gone = ngettext(
                "{n} card was taken back.", "{n} cards were taken back.", undone.removed
            )
            stay = ngettext(
                "{n} stays: somebody has worked on it since.",
                "{n} stay: somebody has worked on them since.",
                undone.kept,
            )
            flash(f"{gone} {stay}" if undone.kept else gone)
            st.rerun()


def _undone_words(undone: Undone) -> str:
    gone = ngettext("{n} card was taken back.", "{n} cards were taken back.", undone.removed)
    stay = ngettext(
        "{n} stays: somebody has worked on it since.",
        "{n} stay: somebody has worked on them since.",
        undone.kept,
    )
    return f"{gone} {stay}" if undone.kept else gone


def _line(one: ImportLine) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "sub": " · ".join(
            (
                one.file_name,
                ngettext("{n} card", "{n} cards", one.cards),
                i18n.moment(locale(), one.created_at, clock.zone()),
                one.who or _("The system"),
            )
        ),
        "is_undone": one.is_undone,
        "opens": one.board_id is not None,
        "can_undo": one.can_undo and not one.is_undone,
    }
