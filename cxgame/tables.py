"""Import every room's tables, so that SQLModel.metadata is complete."""

from cxgame.boards import models as boards
from cxgame.feedback import models as feedback
from cxgame.game import models as game
from cxgame.learning import models as learning
from cxgame.learning.authoring import models as authoring
from cxgame.notices import models as notices
from cxgame.people import models as people
from cxgame.schedule import models as schedule
from cxgame.standards import models as standards
from cxgame.thread import models as thread

__all__ = [
    "authoring",
    "boards",
    "feedback",
    "game",
    "learning",
    "notices",
    "people",
    "schedule",
    "standards",
    "thread",
]
