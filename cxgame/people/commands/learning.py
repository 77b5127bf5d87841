"""Commands on learning; a column a role, as in REACH_ROLES."""

from cxgame.people.commands.reach import ALL, NONE, OWN, SCOPE, Rows

COMMANDS: Rows = {
    # learning
    "learning.import_content": (NONE, NONE, NONE, ALL, NONE, NONE),
    "learning.open_module": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.answer_question": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.go_on": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.choose_in_scenario": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.finish_module": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.replay_scenario": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.finish_lesson": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.start_again": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.assign_module": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # learning: practice
    "learning.begin_practice": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.answer_card": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.next_card": (OWN, OWN, OWN, OWN, NONE, NONE),
    # learning: the question bank
    "learning.import_bank": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.undo_bank_import": (NONE, ALL, NONE, ALL, NONE, NONE),
    # assignments and quizzes
    "learning.withdraw_assignment": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "learning.add_recertification": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "learning.end_recertification": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "learning.open_quiz": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.answer_in_quiz": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.go_on_in_quiz": (OWN, OWN, OWN, OWN, NONE, NONE),
    "learning.try_quiz_again": (OWN, OWN, OWN, OWN, NONE, NONE),
    # learning: certificates
    "learning.revoke_certificate": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # learning: writing and approving content
    "learning.open_draft": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.begin_draft": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.save_part": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.save_terms": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.add_entry": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.take_from_bank": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.duplicate_entry": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.move_entry": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.remove_entry": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.put_picture": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.submit_draft": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.withdraw_draft": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.rebase_draft": (NONE, ALL, NONE, ALL, NONE, NONE),
    "learning.approve_draft": (NONE, ALL, ALL, ALL, NONE, NONE),
    "learning.send_back_draft": (NONE, ALL, ALL, ALL, NONE, NONE),
    "learning.answer_offer": (NONE, ALL, NONE, ALL, NONE, NONE),
}
