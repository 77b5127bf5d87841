"""Named views of the customers' voice: the list to choose from, and the dialog that keeps one."""

from functools import partial

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError
from cxgame.feedback.views import service
from cxgame.feedback.views.service import Shared, ViewOf
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback, feedback_filters
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

ALL = "all"  # everything, though the person has a view to begin with
WIDTH = 520  # pixels


def begin(actor: Actor) -> None:
    """Turn a bare address into the person's first view, if there is one."""
    if any(address.read(name) for name in (*feedback_filters.FILTERS, "view", "page", "record")):
        return
    first = next((view for view in load(service.views, actor=actor) if view.is_default), None)
    if first and first.filters:
        address.turn(**{**_filters(first), "view": str(first.id)})


def listed(actor: Actor) -> list[tuple[str, str, str, bool]]:
    """Return the views to choose from: what to send, the name, a note, whether it is shown."""
    here = address.read("view")
    found = [(ALL, _("Everything"), "", here in ("", ALL) and not feedback_filters.said())]
    notes = {Shared.TEAM: _("Shared with a team"), Shared.ALL: _("Shared with all")}
    for view in load(service.views, actor=actor):
        note = _("Opens first") if view.is_default else notes.get(view.shared, "")
        found.append((str(view.id), view.name, note, here == str(view.id)))
    return found


def open_view(actor: Actor, value: str) -> None:
    """Put a view's filters into the address."""
    chosen = next((v for v in load(service.views, actor=actor) if str(v.id) == value), None)
    filters = _filters(chosen) if chosen else {}
    address.turn(**{**feedback_filters.cleared(), **filters, "view": value if chosen else ALL})


def open_wanted(actor: Actor) -> None:
    """Open the dialog that keeps the filters as a view, if the address asks for it."""
    if address.read("keep") and permissions.may(actor, "feedback.save_view"):
        opened = st.dialog(_("Views"), width=WIDTH, on_dismiss=partial(address.forget, "keep"))
        opened(_dialog)(actor)


def _dialog(actor: Actor) -> None:
    views = load(service.views, actor=actor)
    shown = next((view for view in views if str(view.id) == address.read("view")), None)
    teams = feedback.teams_for(actor, "feedback.share_view")
    sent = sheet(
        markup.render(
            "feedback/views.html",
            locale(),
            name=shown.name if shown and shown.is_own else "",
            own=[view for view in views if view.is_own],
            sharing=_sharing(feedback.named(teams)),
            shared=_shared(shown),
            is_filtered=bool(feedback_filters.said()),
        ),
        key="views",
    )
    match sent.get("name"):
        case "save":
            _save(actor, sent)
        case "first":
            number = feedback.whole(sent, "value") or None
            _finish(
                attempt(service.choose_view, actor=actor, view_id=number, now=clock.now()),
                _("Saved."),
            )
        case "delete":
            number = feedback.whole(sent, "value") or 0
            _finish(
                attempt(service.drop_view, actor=actor, view_id=number, now=clock.now()),
                _("The view was deleted."),
            )


def _save(actor: Actor, sent: dict[str, str]) -> None:
    kind, _colon, team = sent.get("shared", "").partition(":")
    saved = attempt(
        service.save_view,
        actor=actor,
        name=sent.get("title", ""),
        filters=feedback_filters.said(),
        shared=Shared(kind) if kind in set(Shared) else Shared.OWN,
        team_id=int(team) if team.isascii() and team.isdigit() else None,
        is_default=sent.get("first") == "on",
        now=clock.now(),
    )
    if not isinstance(saved, CxgameError):
        st.query_params["view"] = str(saved)
    _finish(saved, _("The view was kept."))


def _finish(outcome: object, done: str) -> None:
    """Close the dialog where all went well; what was refused is said under the form."""
    if isinstance(outcome, CxgameError):
        feedback.refused(outcome)
        return
    address.forget("keep")
    flash(done)
    st.rerun()


def _sharing(teams: feedback.Choices) -> feedback.Choices:
    found = [(Shared.OWN.value, _("Only me"))]
    found += [(f"{Shared.TEAM}:{key}", name) for key, name in teams]
    return [*found, (Shared.ALL.value, _("Everybody who reads here"))]


def _shared(view: ViewOf | None) -> str:
    if view is None or not view.is_own:
        return Shared.OWN
    return f"{view.shared}:{view.team_id}" if view.shared is Shared.TEAM else view.shared


def _filters(view: ViewOf) -> dict[str, str]:
    """Return a view's filters, without names that no address says any more."""
    return {name: view.filters[name] for name in feedback_filters.FILTERS if name in view.filters}
