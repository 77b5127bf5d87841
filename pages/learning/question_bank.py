"""The question bank: questions of other systems come in here, and ours go out."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import learning_bank as bank
from cxgame.ui.parts import learning_bank_export, learning_bank_import, learning_bank_question

actor = require_actor()
asked = bank.asked()

with page(840):
    if asked.question_id is not None:
        learning_bank_question.show(actor, asked.question_id)
    else:
        bank.head(asked)
        match asked.part:
            case bank.IN:
                learning_bank_import.show(actor)
            case bank.OUT:
                learning_bank_export.show()
            case _:
                learning_bank_import.result()
                bank.show(actor, asked)
