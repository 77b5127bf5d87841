"""The cross-tab on screen: which dimensions, the cells, and the one that pulls most."""

from collections.abc import Mapping
from typing import Any

from cxgame import i18n
from cxgame.feedback.analysis import crosstab, dimensions
from cxgame.feedback.analysis.crosstab import Cell, Crosstab, Line
from cxgame.feedback.analysis.dimensions import FIELD, QUESTION, Dimension, Value
from cxgame.feedback.extras import questions
from cxgame.feedback.kinds import Kind
from cxgame.insight import counted as kept
from cxgame.look import markup
from cxgame.people import queries
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_counting as counting
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.parts.analysis import Asked, span
from cxgame.ui.parts.analysis_words import Namer
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

SEGMENTS = (Dimension.SEGMENT_VALUE, Dimension.SEGMENT_NEED)
REACH = 40.0  # points from the whole at which a cell is drawn in full colour


def show(actor: Actor, wanted: Asked) -> None:
    """Show the cross-tab that the address asks for."""
    further = _further(actor, wanted)
    rows_by, columns_by = chosen(actor, further)
    found = counting.counts(actor, wanted.kind, wanted.cut, crosstab.groupings(rows_by, columns_by))
    made = crosstab.crosstab(wanted.kind, rows_by, columns_by, found)
    names = words.namer(actor, rows_by), words.namer(actor, columns_by)
    sent = sheet(
        markup.render(
            "analysis/table.html",
            locale(),
            choices=choices(further),
            rows_by=rows_by,
            columns_by=columns_by,
            is_segments=(rows_by, columns_by) == SEGMENTS,
            title=finding(made, *names),
            note=span(wanted.cut),
            score=_(feedback.SURVEYS[made.kind]),
            corner=words.dimension(rows_by),
            columns=[names[1](value) for value in made.columns],
            lines=[line(made, one, wanted, *names) for one in made.lines],
            margins=[
                margin(made, cell, wanted, ((columns_by, value),))
                for cell, value in zip(made.margins, made.columns, strict=True)
            ],
            total=margin(made, made.total, wanted, ()),
            overlaps=dimensions.overlaps(rows_by) or dimensions.overlaps(columns_by),
            honesty=words.honesty(made.compared, real=standing_out(made)),
            left_out=made.left_out,
        ),
        key="table",
    )
    follow(sent)
    match sent.get("name"):
        case "cross":
            address.turn(rows=sent.get("rows", ""), columns=sent.get("columns", ""))
        case "segments":
            address.turn(rows=SEGMENTS[0], columns=SEGMENTS[1])
        case "turn":
            address.turn(rows=columns_by, columns=rows_by)


def chosen(actor: Actor, further: Mapping[str, str]) -> tuple[str, str]:
    """Return the two dimensions of the address; what it says wrongly counts as not said.

    Whoever answers for one unit alone sees its teams instead of the units.
    """
    units = {team.unit_id for team in load(queries.teams, actor=actor)}
    usual = Dimension.UNIT if len(units) > 1 else Dimension.TEAM
    known = {*Dimension, *further}
    rows, columns = address.read("rows"), address.read("columns")
    first = rows if rows in known else Dimension.TOUCHPOINT.value
    second = columns if columns in known else usual.value
    if first == second:
        second = next(one.value for one in (Dimension.TOUCHPOINT, usual) if one != first)
    return first, second


def choices(further: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the dimensions to choose from, those of metadata and extra questions last."""
    own = [(one.value, words.dimension(one)) for one in Dimension]
    return own + list(further.items())


def _further(actor: Actor, wanted: Asked) -> dict[str, str]:
    """Return the dimensions of this company's own: fields of the metadata, extra questions."""
    fields = load(kept.fields, actor=actor)
    asked = load(questions.to_cross, kind=wanted.kind, locale=locale())
    own = {FIELD + name: name for name in fields}
    return own | {f"{QUESTION}{key}": words for key, words in asked}


def finding(made: Crosstab, row_name: Namer, column_name: Namer) -> str:
    """Return the cell that pulls the score down most, if any does more than chance explains."""
    pulling = [
        (cell.effect, line.value, column)
        for line in made.lines
        for cell, column in zip(line.cells, made.columns, strict=True)
        if cell and cell.pull and cell.effect is not None
        if line.value is not None and column is not None  # nobody can act on what is not said
    ]
    score = _(feedback.SURVEYS[made.kind])
    if not pulling:
        if not made.total.score.n:
            return _("No answers yet")
        return _("No cell stands out: chance explains the differences")
    worst = min(pulling, key=lambda one: one[0])
    best = max(pulling, key=lambda one: one[0])
    if worst[0] < 0:
        where = f"{row_name(worst[1])} · {column_name(worst[2])}"
        return _("{where} pulls the {score} down", where=where, score=score)
    where = f"{row_name(best[1])} · {column_name(best[2])}"
    return _("{where} holds the {score} up", where=where, score=score)


def standing_out(made: Crosstab) -> int:
    """Return how many cells hold as different."""
    return sum(bool(cell and cell.pull) for line in made.lines for cell in line.cells)


def line(
    made: Crosstab, one: Line, wanted: Asked, row_name: Namer, column_name: Namer
) -> dict[str, Any]:
    """Return one line of the table, worded."""
    row = (made.rows_by, one.value)
    return {
        "name": row_name(one.value),
        "cells": [
            drawn(made, cell, wanted, (row, (made.columns_by, value)), column_name(value))
            for cell, value in zip(one.cells, made.columns, strict=True)
        ],
        "margin": margin(made, one.margin, wanted, (row,)),
    }


def drawn(
    made: Crosstab,
    cell: Cell | None,
    wanted: Asked,
    parts: tuple[tuple[str, Value], ...],
    column: str,
) -> dict[str, Any]:
    """Return a cell: its score, its interval and n, how far it lies from the whole."""
    if cell is None:
        return {"column": column, "score": "", "note": "", "tone": "", "dark": 0, "address": ""}
    whole, own = made.total.score.score, cell.score.score
    away = 0.0 if whole is None or own is None or cell.is_few else own - whole
    return {
        **margin(made, cell, wanted, parts),
        "column": column,
        "tone": "few" if cell.is_few else "high" if away > 0 else "low",
        "dark": round(min(1.0, abs(away) / REACH), 2),
        "mark": {-1: "▼", 0: "", 1: "▲"}[cell.pull],
        "said": {-1: _("below the rest"), 0: "", 1: _("above the rest")}[cell.pull],
    }


def margin(
    made: Crosstab, cell: Cell, wanted: Asked, parts: tuple[tuple[str, Value], ...]
) -> dict[str, Any]:
    """Return the score of a line, a column or the whole."""
    n = f"n\N{NO-BREAK SPACE}{i18n.number(locale(), cell.score.n)}"
    ends = words.between(cell.score)
    return {
        "score": "–" if cell.is_few else words.scored(made.kind, cell.score.score),
        "note": ngettext("{n} answer, too few", "{n} answers, too few", cell.score.n)
        if cell.is_few
        else " · ".join(filter(None, (ends, n))),
        "address": record_links.records(
            wanted.cut, *parts, kind=Kind.SURVEY, survey_kind=made.kind
        ),
    }
