"""Tables to take away, for a spreadsheet that opens them well and runs nothing of them."""

import pandas as pd

from cxgame.ui.text import locale

RISKY = tuple("=+-@\t\r")  # what a spreadsheet would take for a formula


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in the reader's manner, cells that look like formulas defused."""
    safe = frame.map(lambda cell: f"'{cell}" if str(cell).startswith(RISKY) else cell)
    separator = ";" if locale() == "pt-BR" else ","
    return safe.to_csv(index=False, sep=separator).encode("utf-8-sig")
