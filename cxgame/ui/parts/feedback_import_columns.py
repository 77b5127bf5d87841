"""What a file holds, which of its columns is what, and more about its rows."""

from collections.abc import Iterable

import streamlit as st

from cxgame.feedback import platforms
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import mapping
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.preview import Preview
from cxgame.feedback.importing.saved import SavedMapping
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import DEFAULT_SCALES, SurveyKind
from cxgame.i18n import N_
from cxgame.people import queries
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_import_file import Said
from cxgame.ui.text import _
from cxgame.ui.work import load

SERVED = "served"
CUSTOMERS = "customers"
MIXED = "mixed"
KINDS: dict[str, BatchKind] = {SERVED: "served", CUSTOMERS: "customers"}  # others: feedback
WHO = ("customer", "name", "email", "phone")
SAYS_WHAT = ("survey", "kind")
FIELDS = {
    "score": N_("Score"),
    "text": N_("What the customer wrote"),
    "collected_at": N_("Date"),
    "team": N_("Team"),
    "touchpoint": N_("Touchpoint"),
    "submission_id": N_("The other system's key"),
    "tags": N_("Tags"),
    "survey": N_("Which survey it is"),
    "kind": N_("Complaint, compliment or suggestion"),
    "customer": N_("Customer's key"),
    "name": N_("Customer's name"),
    "email": N_("Customer's e-mail"),
    "phone": N_("Customer's phone"),
    platforms.ANSWERED: N_("Answered, or when"),
    platforms.SOLVED: N_("Solved"),
    platforms.BUY_AGAIN: N_("Would buy again"),
    platforms.GRADE: N_("Grade from 0 to 10"),
    platforms.GRADE_OF_5: N_("Grade from 1 to 5"),
    "from": N_("First day"),
    "to": N_("Last day"),
    "customers": N_("Customers served"),
    "key": N_("Customer's key"),
    "language": N_("Language"),
    "segment_value": N_("Segment of value"),
    "segment_need": N_("Segment of need"),
}


def whose(looked: Preview, chosen: SavedMapping) -> dict[str, str] | None:
    """Ask whose rows are ours in a file about many companies; None until that is said.

    Return column -> what it must say.
    """
    kept = dict(chosen.options.only)
    if not looked.company or not chosen.options.layout:
        return kept
    companies = list(looked.companies)
    ours = kept.get(looked.company, "")
    picked = st.selectbox(
        _("Which company is yours"),
        companies,
        index=companies.index(ours) if ours in companies else None,
        placeholder=_("Choose your company"),
        help=_("The file is about many companies. Only the rows of yours go in."),
        key=_key(chosen, "company"),
        width=400,
    )
    return {**kept, looked.company: str(picked)} if picked else None


def what_it_holds(chosen: SavedMapping) -> str:
    """Ask what the rows are: a survey, kinds of feedback, customers served, or customers."""
    words = {kind.value: _(name) for kind, name in feedback.SURVEYS.items()}
    words |= {kind.value: _(feedback.KINDS[kind]) for kind in FROM_CUSTOMERS}
    words[MIXED] = _("Several kinds: a column says which")
    words[SERVED] = _("Customers served")
    words[CUSTOMERS] = _("Customers and how to reach them")
    keys = list(words)
    said = chosen.options.survey or chosen.options.kind
    first = str(said) if said else address.read("kind")
    if chosen.kind in KINDS:
        first = chosen.kind
    elif not said and any(chosen.options.mapping.get(field) for field in SAYS_WHAT):
        first = MIXED
    return str(
        st.selectbox(
            _("What the file holds"),
            keys,
            index=keys.index(first) if first in keys else 0,
            format_func=lambda key: words[key],
            key=_key(chosen, "holds"),
            width=400,
        )
    )


def which_is_what(
    looked: Preview, kind: BatchKind, holds: str, chosen: SavedMapping
) -> dict[str, str]:
    """Return field -> column as chosen; "" leaves a field without one."""
    guessed = dict(chosen.options.mapping)
    if kind in KINDS and chosen.kind != kind:
        guessed = mapping.guess(looked.columns, mapping.FIELDS[kind], boldly=True)
    st.header(_("Which column is what"))
    if kind in KINDS:
        return _ask(mapping.FIELDS[kind], looked, guessed, chosen)
    main = [field for field in mapping.FEEDBACK if field not in (*WHO, *platforms.FIELDS)]
    given = _ask([field for field in main if _is_asked(field, holds)], looked, guessed, chosen)
    with st.expander(_("Who the customer is")):
        st.markdown(_("Kept with the customer, out of the record, and erased with them."))
        given |= _ask(WHO, looked, guessed, chosen)
    has_platform = holds in (Kind.COMPLAINT, MIXED)
    if has_platform:
        with st.expander(_("From a complaint platform")):
            given |= _ask(platforms.FIELDS, looked, guessed, chosen)
    known = set(mapping.FEEDBACK)
    return {**{name: c for name, c in guessed.items() if name not in known}, **given}


def options(
    actor: Actor,
    holds: str,
    given: dict[str, str],
    chosen: SavedMapping,
    only: dict[str, str],
    said: Said,
) -> Options:
    """Ask for the rest, and return everything that was said about the file."""
    kept = chosen.options
    team, creates, scale, is_reversed, only_mapped = "", False, "", False, False
    if holds != CUSTOMERS:
        with st.expander(_("More about the file")):
            team, creates = _teams(actor, chosen)
            if holds == MIXED or _has_score(holds):
                scale, is_reversed = _scale(holds, chosen)
            if holds != SERVED:
                only_mapped = st.checkbox(
                    _("Leave columns out that were not chosen above"),
                    value=kept.only_mapped,
                    key=_key(chosen, "only_mapped"),
                )
    return Options(
        survey=SurveyKind(holds) if _has_score(holds) else None,
        kind=Kind(holds) if holds in FROM_CUSTOMERS else None,
        scale=scale,
        is_reversed=is_reversed,
        mapping=given,
        team=team,
        creates_teams=creates,
        date_format=said.date_format or kept.date_format,
        only_mapped=only_mapped,
        layout="" if holds in KINDS else kept.layout,
        only=only,
        encoding=said.encoding or kept.encoding,
        separator=said.separator or kept.separator,
        sheet=said.sheet or kept.sheet,
        decimal=said.decimal or kept.decimal,
    )


def _ask(
    fields: Iterable[str], looked: Preview, guessed: dict[str, str], chosen: SavedMapping
) -> dict[str, str]:
    columns = ["", *looked.columns]
    this = f"{looked.hash}:{looked.sheet}:{looked.separator}:{looked.encoding}"
    given = {}
    with st.grid(3, min_column_width=220) as grid:
        for field in fields:
            column = guessed.get(field, "")
            given[field] = str(
                grid.selectbox(
                    _(FIELDS[field]),
                    columns,
                    index=columns.index(column) if column in columns else 0,
                    format_func=lambda column: column or _("no column"),
                    key=_key(chosen, f"{this}:{field}"),
                )
            )
    return given


def _teams(actor: Actor, chosen: SavedMapping) -> tuple[str, bool]:
    names = ["", *(team.name for team in load(queries.teams, actor=actor))]
    kept = chosen.options.team
    team = st.selectbox(
        _("Team of rows that name none"),
        names,
        index=names.index(kept) if kept in names else 0,
        format_func=lambda name: name or _("The whole company"),
        key=_key(chosen, "team_of_rest"),
    )
    creates = st.checkbox(
        _("Make teams that don't exist yet"),
        value=chosen.options.creates_teams,
        key=_key(chosen, "creates"),
    )
    return str(team), creates


def _scale(holds: str, chosen: SavedMapping) -> tuple[str, bool]:
    is_mixed = holds == MIXED
    scale = st.text_input(
        _("Scales, where they are not the usual ones") if is_mixed else _("Scale"),
        value=chosen.options.scale,
        placeholder="ces=1-5, stars=1-10" if is_mixed else str(DEFAULT_SCALES[SurveyKind(holds)]),
        key=_key(chosen, f"scale:{holds}"),
    )
    is_reversed = st.checkbox(
        _("The low end of the scale is the good one"),
        value=chosen.options.is_reversed,
        key=_key(chosen, "reversed"),
    )
    return scale, is_reversed


def _is_asked(field: str, holds: str) -> bool:
    if field == "score":
        return _has_score(holds) or holds == MIXED
    return field not in SAYS_WHAT or holds == MIXED


def _key(chosen: SavedMapping, name: str) -> str:
    """Return a key that another mapping doesn't share: its own choices come with it."""
    return f"import:{chosen.id}:{chosen.options.layout}:{name}"


def _has_score(holds: str) -> bool:
    return holds in set(SurveyKind)
