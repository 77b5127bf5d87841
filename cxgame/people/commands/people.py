"""Commands on people, notices and the game; a column a role, as in REACH_ROLES."""

from cxgame.people.commands.reach import ALL, NONE, OWN, SCOPE, Rows

COMMANDS: Rows = {
    # people
    "people.add_unit": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.change_unit": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.add_team": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.change_team": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.add_person": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.change_person": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.set_active": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.set_ombudsman": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.make_password_link": (NONE, SCOPE, NONE, ALL, NONE, NONE),
    "people.choose_language": (OWN, OWN, OWN, OWN, NONE, NONE),
    "people.change_password": (OWN, OWN, OWN, OWN, NONE, NONE),
    "people.sign_out_elsewhere": (OWN, OWN, OWN, OWN, NONE, NONE),
    "people.add_api_key": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.revoke_api_key": (NONE, NONE, NONE, ALL, NONE, NONE),
    # the rota
    "people.set_shifts": (NONE, SCOPE, NONE, ALL, NONE, NONE),
    "people.add_leave": (NONE, SCOPE, NONE, ALL, NONE, NONE),
    "people.cancel_leave": (NONE, SCOPE, NONE, ALL, NONE, NONE),
    "people.name_stand_in": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "people.end_stand_in": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "people.note_outage": (NONE, NONE, NONE, ALL, NONE, NONE),
    # opening hours
    "people.set_opening_hours": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.add_special_day": (NONE, NONE, NONE, ALL, NONE, NONE),
    "people.remove_special_day": (NONE, NONE, NONE, ALL, NONE, NONE),
    # notices
    "notices.mark_read": (OWN, OWN, OWN, OWN, NONE, NONE),
    "notices.try_again": (NONE, NONE, NONE, ALL, NONE, NONE),
    "notices.cancel_mail": (NONE, NONE, NONE, ALL, NONE, NONE),
    "notices.show_address": (NONE, NONE, NONE, ALL, NONE, NONE),
    "notices.send_test": (NONE, NONE, NONE, OWN, NONE, NONE),
    # the game
    "game.change_rule": (NONE, NONE, NONE, ALL, NONE, NONE),
    "game.correct_points": (NONE, NONE, NONE, ALL, NONE, NONE),
    "game.import_badges": (NONE, NONE, NONE, ALL, NONE, NONE),
    "game.revoke_badge": (NONE, NONE, NONE, ALL, NONE, NONE),
    "game.mark_seen": (OWN, OWN, OWN, OWN, NONE, NONE),
    "game.share_badges": (OWN, OWN, OWN, OWN, NONE, NONE),
    "game.give_kudos": (OWN, OWN, OWN, OWN, NONE, NONE),
    "game.add_mission": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "game.cancel_mission": (NONE, SCOPE, ALL, ALL, NONE, NONE),
}
