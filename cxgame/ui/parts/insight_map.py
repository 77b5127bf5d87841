"""The map of what teams know: its finding, its cells, and what asks for training."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from cxgame.insight.knowledge.overview import Column, KnowledgeMap, Need, Row, Shown, State
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import insight
from cxgame.ui.text import _, locale, ngettext

OWN, ALL = "own", "all"
WEAK, NEVER = "weak", "never"
MOST_NEEDS = 5
PALE, FULL = 0.4, 1.0  # recalls between which a cell grows darker


Group = tuple[tuple[str, str], list[Row]]  # an SOP's code and title, and its rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks to see; `place` is a unit's id, the own teams or all."""

    place: str
    sop: str
    show: str
    team_id: int


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the map that is shown."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    needs: tuple[Need, ...]


def asked(whole: KnowledgeMap, actor: Actor) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    place = address.read("place")
    if place not in {value for value, _words in places(whole)}:
        place = OWN if any(column.is_own for column in whole.columns) else ALL
    sop = address.read("sop")
    show = address.read("show")
    here = [column.id for column in _columns(whole, place)]
    team = address.number("team") or actor.team_id or 0
    return Asked(
        place,
        sop if sop in {row.step.sop_code for row in whole.rows} else "",
        show if show in (WEAK, NEVER) else "",
        team if team in here else _most_known(whole, here),
    )


def _most_known(whole: KnowledgeMap, teams: Sequence[int]) -> int:
    """Return the team of which most is known, for a phone, which shows one at a time."""
    return max(
        teams,
        key=lambda team: sum(row.cells[team].state is State.KNOWN for row in whole.rows),
        default=0,
    )


def part_of(whole: KnowledgeMap, wanted: Asked) -> Part:
    """Return what the filters leave."""
    columns = _columns(whole, wanted.place)
    here = {column.id for column in columns}
    rows = [row for row in whole.rows if wanted.sop in ("", row.step.sop_code)]
    kept = [row for row in rows if _fits(row, columns, wanted.show)]
    steps = {row.step.id for row in rows}
    needs = [need for need in whole.needs if need.team.id in here and need.step.id in steps]
    return Part(tuple(columns), tuple(kept), tuple(needs))


def render(whole: KnowledgeMap, wanted: Asked) -> Markup:
    """Return the page above the chart in the reader's language."""
    part = part_of(whole, wanted)
    groups, silent = _folded(part, wanted)
    return markup.render(
        "insight/knowledge.html",
        locale(),
        title=finding(part),
        sentence=_(
            "What each team remembers of each step, and what it knew at once. "
            "It helps to choose a training, not to compare people."
        ),
        tabs=insight.tabs(),
        wanted=wanted,
        places=places(whole),
        sops=_sops(whole),
        shows=[(WEAK, _("What asks for training")), (NEVER, _("Never tested"))],
        teams=[(column.id, column.name) for column in part.columns],
        columns=part.columns,
        groups=[
            (f"{code} {title}", [_line(row, part.columns) for row in rows])
            for (code, title), rows in groups
        ],
        untested=[_untested(sop, rows, wanted) for sop, rows in silent],
        needs=[need_line(need) for need in part.needs[:MOST_NEEDS]],
        more=max(0, len(part.needs) - MOST_NEEDS),
        is_empty=not whole.rows,
        silent=whole.silent,
    )


def _folded(part: Part, wanted: Asked) -> tuple[list[Group], list[Group]]:
    """Part the SOPs that were tested here from those that fold into one line each.

    Whoever asks for one SOP, or for what was never tested, sees it unfolded.
    """
    found = [(sop, list(rows)) for sop, rows in groupby(part.rows, _sop_of)]
    if wanted.sop or wanted.show:
        return found, []
    tested = [one for one in found if _is_tested(one[1], part.columns)]
    return tested, [one for one in found if one not in tested]


def _is_tested(rows: list[Row], columns: Sequence[Column]) -> bool:
    shown = [
        cell for row in rows for cell in (row.company, *(row.cells[one.id] for one in columns))
    ]
    return any(cell.state is not State.NEVER for cell in shown)


def _untested(sop: tuple[str, str], rows: list[Row], wanted: Asked) -> dict[str, str]:
    code, title = sop
    query = f"knowledge?place={wanted.place}&sop={code}"
    steps = ngettext("{n} step", "{n} steps", len(rows))
    return {"title": title, "sub": f"{code} · {steps}", "address": query}


def finding(part: Part) -> str:
    """Return what the map says, computed from the cells that are shown."""
    weak = {need.step.id for need in part.needs if need.cell.is_weak}
    if weak:
        return ngettext("{n} step asks for training", "{n} steps ask for training", len(weak))
    gaps = {need.step.id for need in part.needs}
    if gaps:
        return ngettext(
            "{n} step should be known, but is not answered right",
            "{n} steps should be known, but are not answered right",
            len(gaps),
        )
    states = [row.cells[column.id].state for row in part.rows for column in part.columns]
    if not any(state is State.KNOWN for state in states):
        return _("Nobody was tested yet")
    if states.count(State.NEVER) > len(states) / 2:
        return _("Most steps were never tested")
    return _("What was learned is still there")


def places(whole: KnowledgeMap) -> list[tuple[str, str]]:
    """Return which teams can be shown: the own ones, those of a unit, all."""
    found = {str(column.unit_id): column.unit for column in whole.columns}
    own = [(OWN, _("My teams"))] if any(column.is_own for column in whole.columns) else []
    units = sorted(found.items(), key=lambda pair: pair[1])
    return [*own, (ALL, _("All teams")), *(units if len(units) > 1 else [])]


def cell_words(cell: Shown) -> tuple[str, tuple[str, ...]]:
    """Return the large word of a cell, and the small ones below it."""
    if cell.state is State.HIDDEN:
        return _("hidden"), (_("fewer than 5 people"),)
    if cell.state is State.NEVER:
        return _("never tested"), ()
    seen = _("right {share}", share=seen_share(cell))
    return insight.share(cell.recall), (seen, f"n {cell.answers}") if cell.answers else (seen,)


def dark(cell: Shown) -> float:
    """Return how dark a cell is drawn, 0 to 1."""
    known = ((cell.recall or 0.0) - PALE) / (FULL - PALE)
    return round(max(0.0, min(1.0, known)), 2)


def seen_share(cell: Shown) -> str:
    """Return the share that was right at once, a dash where none is known."""
    return insight.share(cell.right / cell.answers if cell.answers else None)


def need_line(need: Need) -> dict[str, object]:
    """Return what asks for something as a row."""
    cell = need.cell
    told = [_("remembers {share}", share=insight.share(cell.recall))]
    if cell.answers:
        told.append(_("right at once {share}", share=seen_share(cell)))
    if need.complaints:
        told.append(ngettext("{n} complaint", "{n} complaints", need.complaints))
    return {
        "title": need.step.title,
        "sub": f"{need.team.name} · " + ", ".join(told),
        "value": f"{need.team.id}:{need.step.id}",
        "icon": "school" if cell.is_weak else "visibility",
    }


def _columns(whole: KnowledgeMap, place: str) -> list[Column]:
    if place == OWN:
        return [column for column in whole.columns if column.is_own]
    return [column for column in whole.columns if place in (ALL, str(column.unit_id))]


def _fits(row: Row, columns: Sequence[Column], show: str) -> bool:
    cells = [row.cells[column.id] for column in columns]
    if show == WEAK:
        return any(cell.is_weak or cell.is_gap for cell in cells)
    return show != NEVER or any(cell.state is State.NEVER for cell in cells)


def _sop_of(row: Row) -> tuple[str, str]:
    return row.step.sop_code, row.step.sop_title


def _sops(whole: KnowledgeMap) -> list[tuple[str, str]]:
    found = {row.step.sop_code: row.step.sop_title for row in whole.rows}
    return [(code, f"{code} {title}") for code, title in found.items()]


def _line(row: Row, columns: Sequence[Column]) -> dict[str, object]:
    return {
        "title": row.step.title,
        "address": f"sop?code={row.step.sop_code}&step={row.step.key}",
        "cells": [_cell(row.cells[column.id], column, row) for column in columns],
        "company": _cell(row.company, None, row) if len(columns) > 1 else None,
    }


def _cell(cell: Shown, column: Column | None, row: Row) -> dict[str, object]:
    return {
        "state": cell.state.value,
        "words": insight.share(cell.recall),
        "seen": seen_share(cell),
        "n": cell.answers,
        "people": cell.people,
        "dark": dark(cell),
        "is_gap": cell.is_gap and column is not None,
        "team": column.id if column else 0,
        "value": f"{column.id}:{row.step.id}" if column else "",
    }
