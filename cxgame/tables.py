"""Import every room's tables, so that SQLModel.metadata is complete."""

from cxgame.boards import models as boards
from cxgame.boards.plans import models as plans
from cxgame.boards.routines import models as routines
from cxgame.direction import models as direction
from cxgame.feedback import models as feedback
from cxgame.feedback import text_index
from cxgame.feedback.cases import models as cases
from cxgame.feedback.customers import models as customers
from cxgame.feedback.deeds import models as deeds
from cxgame.feedback.evidence import models as evidence
from cxgame.feedback.extras import models as extras
from cxgame.feedback.importing import models as importing
from cxgame.feedback.invitations import models as invitations
from cxgame.feedback.ombudsman import models as ombudsman
from cxgame.feedback.studies import models as studies
from cxgame.feedback.tagging import models as tagging
from cxgame.feedback.views import models as views
from cxgame.feedback.visits import models as visits
from cxgame.game import models as game
from cxgame.issuing import models as issuing
from cxgame.learning import models as learning
from cxgame.learning.authoring import models as authoring
from cxgame.learning.bank import models as bank
from cxgame.learning.certificates import models as certificates
from cxgame.learning.pictures import models as pictures
from cxgame.learning.practice import models as practice
from cxgame.learning.quizzes import models as quizzes
from cxgame.notices import models as notices
from cxgame.notices.mail import models as mail
from cxgame.people import models as people
from cxgame.people.opening import models as opening
from cxgame.people.rota import models as rota
from cxgame.people.stand_ins import models as stand_ins
from cxgame.schedule import models as schedule
from cxgame.standards import models as standards
from cxgame.standards.signing import models as signing
from cxgame.thread import models as thread
from cxgame.thread.inbox import models as inbox
from cxgame.thread.privacy import models as privacy

__all__ = [
    "authoring",
    "bank",
    "boards",
    "cases",
    "certificates",
    "customers",
    "deeds",
    "direction",
    "evidence",
    "extras",
    "feedback",
    "game",
    "importing",
    "inbox",
    "invitations",
    "issuing",
    "learning",
    "mail",
    "notices",
    "ombudsman",
    "opening",
    "people",
    "pictures",
    "plans",
    "practice",
    "privacy",
    "quizzes",
    "rota",
    "routines",
    "schedule",
    "signing",
    "stand_ins",
    "standards",
    "studies",
    "tagging",
    "text_index",
    "thread",
    "views",
    "visits",
]
