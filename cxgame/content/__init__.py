"""Training content in files: SOPs, modules, tracks and touchpoints, read, checked and hashed."""

from cxgame.content.fields import Fault
from cxgame.content.folder import BrokenContent, load
from cxgame.content.library import Badge, Library, Touchpoint, Track
from cxgame.content.markdown import to_html
from cxgame.content.module import Module
from cxgame.content.picture import PictureFile
from cxgame.content.question import (
    Choices,
    Item,
    Kind,
    Matching,
    Number,
    Option,
    Ordering,
    Pair,
    Picture,
    Question,
    ShortText,
    Solution,
    Truth,
)
from cxgame.content.report import Report, check
from cxgame.content.revision import plain, revision
from cxgame.content.scenario import Choice, Ending, Node, Outcome, Remark, Scenario, Way
from cxgame.content.sop import Change, Indicator, Role, Sop, Step, Version, WayOut
from cxgame.content.text import LANGUAGES, Phrases, Text

__all__ = [
    "LANGUAGES",
    "Badge",
    "BrokenContent",
    "Change",
    "Choice",
    "Choices",
    "Ending",
    "Fault",
    "Indicator",
    "Item",
    "Kind",
    "Library",
    "Matching",
    "Module",
    "Node",
    "Number",
    "Option",
    "Ordering",
    "Outcome",
    "Pair",
    "Phrases",
    "Picture",
    "PictureFile",
    "Question",
    "Remark",
    "Report",
    "Role",
    "Scenario",
    "ShortText",
    "Solution",
    "Sop",
    "Step",
    "Text",
    "Touchpoint",
    "Track",
    "Truth",
    "Version",
    "Way",
    "WayOut",
    "check",
    "load",
    "plain",
    "revision",
    "to_html",
]
