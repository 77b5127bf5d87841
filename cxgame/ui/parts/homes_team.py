"""The manager's page: what needs me, the figures, the newest words, who trains on what."""

from datetime import datetime
from textwrap import shorten

from markupsafe import Markup

from cxgame import i18n
from cxgame.feedback.inbox import RecordView
from cxgame.insight.knowledge.overview import Row as StepRow
from cxgame.insight.my_team import MyTeam
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.ui.parts import feedback, insight_map, readings, waiting
from cxgame.ui.parts.waiting import Row
from cxgame.ui.text import _, locale, ngettext

LONGEST_SUB = 90  # characters of a complaint below its line


def render(actor: Actor, facts: MyTeam, team_id: int | None, now: datetime) -> Markup:
    """Return the page in the reader's language."""
    clocked = waiting.rows(facts.waiting, (), facts.today, facts.to_sign)
    cases = waiting.case_rows(facts.cases, now)
    needs = waiting.in_order([*cases, *clocked]) + _needs(facts)
    shown = [team for team in facts.teams if team_id in (None, team.id)]
    return markup.render(
        "homes/my_team.html",
        locale(),
        sentence=_sentence(actor, len(needs)),
        teams=[("", _("All my teams")), *((str(team.id), team.name) for team in facts.teams)],
        team_id=str(team_id or ""),
        needs=needs,
        tiles=[readings.tile(kpi, _address(kpi.key, team_id)) for kpi in facts.kpis],
        comments=[_comment(record) for record in facts.comments],
        columns=[(team.id, team.name) for team in shown],
        steps=[_step(row, shown) for row in facts.steps],
        practised=_practised(facts, shown),
        stages=facts.columns,
        people=[(one.id, one.name, one.team if len(shown) > 1 else "") for one in facts.people],
    )


def _sentence(actor: Actor, needs: int) -> str:
    name = actor.name.split()[0]
    if not needs:
        return _("Hello, {name}. Nothing waits for you now.", name=name)
    return ngettext(
        "Hello, {name}. {n} thing waits for you.",
        "Hello, {name}. {n} things wait for you.",
        needs,
        name=name,
    )


def _needs(facts: MyTeam) -> list[Row]:
    """Return what no card says: complaints without a step, training that is late."""
    names = {team.id: team.name for team in facts.teams}
    rows = [
        Row(
            title=ngettext(
                "{n} person is late with training", "{n} people are late with training", n
            ),
            sub=names.get(team_id, ""),
            icon="school",
            verb=_("Look"),
            address="modules",
            clock=None,
            due_on=None,
        )
        for team_id, n in facts.overdue_training.items()
    ]
    if facts.unplaced:
        first = facts.unplaced[0]
        rows.insert(
            0,
            Row(
                title=ngettext(
                    "{n} new complaint without an SOP step",
                    "{n} new complaints without an SOP step",
                    len(facts.unplaced),
                ),
                sub=shorten(feedback.veiled(first.text), width=LONGEST_SUB, placeholder="…"),
                icon="support_agent",
                verb=_("Classify"),
                address=f"records?kind=complaint&record={first.id}",
                clock=None,
                due_on=None,
            ),
        )
    return rows


def _comment(record: RecordView) -> dict[str, object]:
    words = [_(feedback.KINDS[record.kind]), record.team, record.touchpoint]
    return {
        "text": feedback.masked(record.text),
        "who": [word for word in (*words, i18n.short_day(locale(), record.on_day)) if word],
        "score": "" if record.score is None else record.score,
        "band": record.band or "",
        "tags": record.tags,
        "address": f"records?record={record.id}",
    }


def _step(row: StepRow, shown: list[TeamView]) -> dict[str, object]:
    return {
        "title": row.step.title,
        "address": f"sop?code={row.step.sop_code}&step={row.step.key}",
        "cells": {team.id: _cell(row, team) for team in shown if team.id in row.cells},
    }


def _cell(row: StepRow, team: TeamView) -> dict[str, object]:
    cell = row.cells[team.id]
    large, small = insight_map.cell_words(cell)
    return {
        "state": cell.state.value,
        "dark": insight_map.dark(cell),
        "words": large,
        "small": small,
        "address": f"knowledge?cell={team.id}:{row.step.id}",
    }


def _practised(facts: MyTeam, shown: list[TeamView]) -> list[tuple[str, str]]:
    """Return how many people of each team practised this week, in words."""
    return [
        (
            team.name,
            ngettext(
                "{done} of {n} person practised",
                "{done} of {n} people practised",
                team.members,
                done=facts.practised.get(team.id, 0),
            ),
        )
        for team in shown
        if team.members
    ]


def _address(key: str, team_id: int | None) -> str:
    kind = "complaint" if key == "complaints" else "survey"
    return f"records?kind={kind}" + (f"&team={team_id}" if team_id else "")
