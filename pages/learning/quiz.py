"""The quiz on an SOP: a few questions on what changed; passing signs the version."""

from cxgame import clock
from cxgame.learning.quizzes import screen, service
from cxgame.ui import act, address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import learning_quiz

actor = require_actor()
code = address.read("code")
view = load(screen.quiz, actor=actor, code=code)
if view is None:
    act(
        "",
        service.open_quiz,
        actor=actor,
        person_id=actor.person_id or 0,
        code=code,
        now=clock.now(),
    )
else:
    with column(640):
        sent = learning_quiz.show(actor, view)
    follow(sent)
