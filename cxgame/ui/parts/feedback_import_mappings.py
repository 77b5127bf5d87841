"""Mappings by name: the one that fits is proposed; saving, renaming and deleting them."""

import streamlit as st

from cxgame import clock
from cxgame.feedback import batches
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import layouts, saved
from cxgame.feedback.importing.options import Options, options_from
from cxgame.feedback.importing.preview import Preview
from cxgame.feedback.importing.saved import SavedMapping
from cxgame.people.actor import Actor
from cxgame.ui.text import _, as_it_is
from cxgame.ui.work import act, load

INTERRUPTED = "interrupted"
NONE = "none"


def choose(actor: Actor, looked: Preview) -> SavedMapping:
    """Offer the mappings that fit a file and return the chosen one, one of guesses for none.

    An interrupted import of this very file comes first, then the saved mapping whose heading is
    most alike, then a ready-made one.
    """
    known = load(saved.saved_mappings, actor=actor)
    offered = _offered(actor, looked, known)
    best = saved.fitting(known, looked.columns)
    first = INTERRUPTED if INTERRUPTED in offered else _id(best) if best else NONE
    keys = list(offered)
    if len(keys) == 1:
        return offered[NONE]
    picked = st.selectbox(
        _("Mapping"),
        keys,
        index=keys.index(first) if first in keys else 0,
        format_func=lambda key: _words(key, offered[key]),
        help=_("How the columns are read. The one that fits this file is proposed."),
        key=f"import:mapping:{looked.hash}:{len(keys)}",
        width=400,
    )
    return offered[str(picked)]


def remember(
    actor: Actor, looked: Preview, kind: BatchKind, options: Options, chosen: SavedMapping
) -> None:
    """Offer to keep a mapping under a name, to rename and to delete the chosen one."""
    with st.expander(_("Remember this mapping")):
        name = st.text_input(
            _("Name of the mapping"),
            value=chosen.name if chosen.id > 0 else "",
            key=f"import:name:{looked.hash}:{chosen.id}",
            max_chars=120,
        )
        with st.container(horizontal=True):
            if st.button(_("Save"), icon=":material/save:", key="import:save"):
                act(
                    _("The mapping is kept under this name."),
                    saved.save_mapping,
                    actor=actor,
                    name=name,
                    kind=kind,
                    columns=looked.columns,
                    options=options,
                    now=clock.now(),
                )
            if chosen.id > 0:
                _change(actor, chosen, name)


def _change(actor: Actor, chosen: SavedMapping, name: str) -> None:
    if st.button(_("Rename"), icon=":material/edit:", key="import:rename"):
        act(
            _("The mapping has a new name."),
            saved.rename_mapping,
            actor=actor,
            mapping_id=chosen.id,
            name=name,
            now=clock.now(),
        )
    with st.popover(_("Delete"), icon=":material/delete:"):
        name = as_it_is(chosen.name)
        st.markdown(_("Delete the mapping “{name}”? Imports made with it stay.", name=name))
        if st.button(_("Delete it"), key="import:delete"):
            act(
                _("The mapping was deleted."),
                saved.delete_mapping,
                actor=actor,
                mapping_id=chosen.id,
                now=clock.now(),
            )


def _offered(actor: Actor, looked: Preview, known: list[SavedMapping]) -> dict[str, SavedMapping]:
    """Return the mappings that fit, by a key of the list."""
    offered = {}
    kinds: tuple[BatchKind, ...] = ("feedback", "served", "customers")
    for kind in kinds:
        for left in load(batches.unfinished, actor=actor, kind=kind, file_hash=looked.hash)[:1]:
            options = options_from(left.options, left.mapping)
            offered[INTERRUPTED] = SavedMapping(-1, "", kind, looked.columns, options)
    offered |= {_id(one): one for one in known if one.fits(looked.columns)}
    for layout in layouts.LAYOUTS.values():
        if layout.fits(looked.columns):
            one = saved.ready_made(layout, looked.columns)
            offered[_id(one)] = one
    guessed = Options(mapping=looked.mapping)
    offered[NONE] = SavedMapping(0, "", "feedback", looked.columns, guessed)
    return offered


def _id(one: SavedMapping) -> str:
    return str(one.id) if one.id else one.options.layout


def _words(key: str, one: SavedMapping) -> str:
    if key == INTERRUPTED:
        return _("The interrupted import of this file")
    if key == NONE:
        return _("None: guess the columns")
    return one.name if one.id else _("{name} (ready-made)", name=one.name)
