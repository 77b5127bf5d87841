"""The app without a browser: open an address through the frame, read its sheets, tap on them."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.conftest import ROOT

FRAME = str(ROOT / "cxgame" / "ui" / "frame.py")
PATIENCE = 30  # seconds, for a busy machine


@cache
def components() -> BidiComponentManager:
    """Return the components of this process, found once as a server does: it takes 90 ms."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


def new_app() -> AppTest:
    """Return the app as a browser that has just come finds it."""
    app = AppTest.from_file(FRAME, default_timeout=PATIENCE)
    app._bidi_component_manager = components()
    return app


@dataclass
class Screen:
    """One browser session of one person."""

    app: AppTest = field(default_factory=new_app)

    def open(self, path: str) -> "Screen":
        """Show an address of the app, such as "board?level=tactical"; fail on any exception."""
        parts = urlsplit(path)
        self.app._page_hash = calc_hash(parts.path.strip("/"))
        self.app.query_params = {name: [value] for name, value in parse_qsl(parts.query)}
        self.app.run()
        return self._sound()

    def tap(self, key: str, name: str, value: str = "", **fields: str) -> "Screen":
        """Do what a tap on a sheet, or a form of it with these fields, reports to the page."""
        message = {**fields, "name": name, "ms": "1500", "sent_id": f"{key}-{name}-{value}"}
        if value:
            message["value"] = value
        states = self.app._tree.get_widget_states()
        states.widgets.append(
            WidgetState(
                id=_make_trigger_id(self._proto(key).id, "events"),
                json_trigger_value=json.dumps([{"event": "sent", "value": message}]),
            )
        )
        self.app._run(states)
        return self._sound()

    def sheet(self, key: str) -> str:
        """Return the markup of one sheet."""
        markup: str = self._data(self._proto(key))["markup"]
        return markup

    @property
    def sheets(self) -> dict[str, str]:
        """Every sheet's markup by its key."""
        found = {}
        for element in self.app.get("bidi_component"):
            data = self._data(element.proto)
            if "markup" in data:
                found[element.key] = data["markup"]
        return found

    @property
    def text(self) -> str:
        """Everything that can be read: sheets but the shell, and Streamlit's own elements."""
        own = [markup for key, markup in self.sheets.items() if key != "shell"]
        kinds = ("error", "info", "warning", "success", "markdown", "toast", "title", "header")
        native = [element.value for kind in kinds for element in self.app.get(kind)]
        return "\n".join([*own, *map(str, native)])

    @property
    def address(self) -> dict[str, str]:
        """The values that the address holds now."""
        held: dict[str, Any] = dict(self.app.query_params)
        return {name: v if isinstance(v, str) else v[-1] for name, v in held.items()}

    def _proto(self, key: str) -> Any:
        found = [each for each in self.app.get("bidi_component") if each.key == key]
        assert found, f"no sheet {key}, only {sorted(self.sheets)}"
        return found[0].proto

    @staticmethod
    def _data(proto: Any) -> dict[str, Any]:
        return json.loads(proto.json or proto.mixed.json or "{}")

    def _sound(self) -> "Screen":
        assert not self.app.exception, [each.message for each in self.app.exception]
        return self
