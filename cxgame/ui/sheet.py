"""Paint markup of the server in the theme, and report what was tapped or sent.

What the markup may say, in attributes:

- `data-send` on a link (in a new window it opens, too), a button or a form: it is reported;
  `data-change` on a control or a form: every change is; `data-file` sends a picture, as `file`,
  with its form.
- `data-key` names what stays the same between paints: typed words, focus and open details live
  on, an emptied form has a new key; `data-focus` takes the focus and `data-show` comes into view
  when they first appear.
- `data-filter` hides the `data-row`s that don't fit, shows the `data-hit`s in them that do, and
  `data-none` where nothing does (what they say, or their folded `data-words`).
- Digits pick inside `data-keys`; j and k walk the links that `data-walk` selects, x ticks a row's
  `data-pick`, `data-all` all; the key in `data-shortcut` leads to its field.
- `data-local` on a checkbox keeps its state in this browser under its name; `cx-shortcuts`
  switches all single keys off.
- `data-counted` counts the words of a text into the `output` whose `data-of` names it;
  `data-insert` writes its words into its form's text; `data-menu` closes by itself; `data-print`
  prints; `data-copy` copies its value and says `data-done`.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from cxgame.look import styles

_HERE = Path(__file__).parent
_SHEET = st.components.v2.component(
    "cxgame_sheet",
    html='<div class="cx" tabindex="-1"></div>',
    js="\n".join((_HERE / name).read_text("utf-8") for name in ("paint.js", "sheet.js")),
)


def sheet(markup: Markup, *, key: str, on_sent: Callable[[], None] | None = None) -> dict[str, str]:
    """Paint markup and return what was tapped or submitted in this run, or {}.

    What comes: `name` (the tapped element's `data-send`), `value` (its `data-value`) or a form's
    fields (several values of one name joined by line breaks), `ms` since the markup was shown, and
    `sent_id`, random for every tap, so that a command can tell a repeated message from a new one.
    Values come from a browser: check them. `on_sent` runs before the page does; there, read the
    message with `sent(key)`.

    Raise TypeError for markup that is not Markup: nothing unescaped gets through.
    """
    if not isinstance(markup, Markup):
        raise TypeError("A sheet paints Markup that a template rendered.")
    turn = f"{key}:turn"

    def received() -> None:
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
        if on_sent:
            on_sent()

    painted = _SHEET(
        data={
            "markup": str(markup),
            "turn": st.session_state.get(turn, 0),
            "look": look_address(),
        },
        key=key,
        on_sent_change=received,
    )
    return plain(painted.sent)


def sent(key: str) -> dict[str, str]:
    """Return, inside `on_sent`, the message of the sheet with this key."""
    return plain(getattr(st.session_state.get(key), "sent", None))


def plain(message: object) -> dict[str, str]:
    """Return a browser's message as words by name, whatever it sent; {} for nothing."""
    if not isinstance(message, dict):
        return {}
    return {str(name): str(value) for name, value in message.items()}


def look_address() -> str:
    """Return the style sheet's address below the path that the app is served under."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return (f"/{base}" if base else "") + styles.css_address()
