"""The content that ships, read once in a process."""

from functools import cache

from cxgame import content
from cxgame.content import Library
from cxgame.learning.importing import SHIPPED_FOLDER


@cache
def library() -> Library:
    """Return all shipped content; nothing of it can be changed."""
    return content.load(SHIPPED_FOLDER)
