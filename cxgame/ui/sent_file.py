"""A file that came with a message of a sheet (`data-file`)."""

import base64
import binascii
from collections.abc import Mapping


def data_of(sent: Mapping[str, str]) -> bytes:
    """Return the bytes of a chosen file (a `data:` address), none for anything else."""
    try:
        return base64.b64decode(sent.get("file", "").partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return b""


def name_of(sent: Mapping[str, str]) -> str:
    """Return the name under which a file was chosen."""
    return sent.get("file_name", "")[:500]
