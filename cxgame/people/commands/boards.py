"""Commands on boards, and on what joins rooms; a column a role, as in REACH_ROLES."""

from cxgame.people.commands.reach import ALL, NONE, OWN, SCOPE, TEAM, Rows

COMMANDS: Rows = {
    # boards
    "boards.set_up": (NONE, NONE, NONE, ALL, NONE, NONE),
    "boards.add_card": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.change_card": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.move_card": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.cancel_card": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "boards.submit_for_approval": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.approve_card": (OWN, OWN, OWN, OWN, NONE, NONE),
    "boards.reject_card": (OWN, OWN, OWN, OWN, NONE, NONE),
    "boards.waive_second_approver": (OWN, OWN, ALL, OWN, NONE, NONE),
    "boards.answer_consultation": (OWN, OWN, OWN, OWN, NONE, NONE),
    "boards.waive_consultation": (OWN, OWN, OWN, OWN, NONE, NONE),
    "boards.add_items": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.change_item": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.tick_item": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.remove_item": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.add_comment": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.change_comment": (OWN, OWN, OWN, OWN, NONE, NONE),
    "boards.remove_comment": (OWN, OWN, OWN, ALL, NONE, NONE),
    "boards.add_file": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "boards.remove_file": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    # thread
    "thread.make_card": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_card": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.send_training": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.pass_on_compliment": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.train_step": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.make_card_of_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.make_card_of_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.train_visit_step": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.tell_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
}
