"""Who may do what: the one table that screen, API, import and jobs all pass through."""

from enum import IntEnum

from cxgame.errors import NotAllowed
from cxgame.people.actor import Actor
from cxgame.people.models import Role


class Reach(IntEnum):
    """How far a permission goes."""

    NONE = 0
    OWN = 1  # only what is the person's own
    TEAM = 2  # the home team
    SCOPE = 3  # every team the person answers for
    ALL = 4
    OFFICE = 5  # all, for whoever holds the office of ombudsman; else nothing


NONE, OWN, TEAM, SCOPE, ALL, OFFICE = Reach
REACH_ROLES = (
    Role.FRONTLINE,
    Role.MANAGER,
    Role.DIRECTOR,
    Role.ADMIN,
    Role.INTEGRATION,
    Role.NOBODY,
)

# Columns: frontline, manager, director, admin, integration, nobody. The system may do everything.
COMMANDS: dict[str, tuple[Reach, Reach, Reach, Reach, Reach, Reach]] = {
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
    "people.note_outage": (NONE, NONE, NONE, ALL, NONE, NONE),
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
    # standards
    "standards.add_touchpoint": (NONE, ALL, NONE, ALL, ALL, NONE),
    "standards.import_standards": (NONE, NONE, NONE, ALL, NONE, NONE),
    # signatures
    "standards.decide": (NONE, ALL, ALL, ALL, NONE, NONE),
    "standards.sign_sop": (OWN, OWN, OWN, OWN, NONE, NONE),
    "standards.note_reading": (OWN, OWN, OWN, OWN, NONE, NONE),
    # feedback
    "feedback.answer_survey": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.record_feedback": (NONE, NONE, NONE, ALL, ALL, NONE),
    "feedback.record_complaint": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.record_observation": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.add_survey": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.change_survey": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.record_answer": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    # invitations
    "feedback.invite_customer": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.invite_list": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.hand_over": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.take_back_invitation": (TEAM, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.record_invitations": (NONE, NONE, NONE, ALL, ALL, NONE),
    "feedback.note_opened": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.answer_invitation": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.opt_out": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.open_import": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.resume_import": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.undo_import": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.save_mapping": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.rename_mapping": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.delete_mapping": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.record_served": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.classify_record": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.release_held": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.place_records": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.release_records": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.unmask_record": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.export_records": (NONE, ALL, ALL, ALL, NONE, NONE),  # rows of the own teams
    # feedback: tags
    "feedback.tag_records": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.rename_tag": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.add_tag_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.change_tag_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.move_tag_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.drop_tag_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.apply_tag_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    # feedback: named views
    "feedback.save_view": (NONE, ALL, ALL, ALL, NONE, NONE),  # for oneself
    "feedback.share_view": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.choose_view": (NONE, OWN, OWN, OWN, NONE, NONE),
    "feedback.drop_view": (NONE, OWN, OWN, OWN, NONE, NONE),
    # feedback: customers
    "feedback.change_customer": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.opt_out_customer": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.unmask_customer": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.repair_rollups": (NONE, NONE, NONE, ALL, NONE, NONE),
    # cases
    "feedback.set_up_cases": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.open_case": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.take_case": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.hand_over_case": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.note_contact": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.note_on_case": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.settle_case": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.move_case": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.rescore_case": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.answer_customer": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.reveal_contact": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.extend_case": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.change_cases": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.export_cases": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.note_testimonial": (OWN, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.withdraw_testimonial": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.add_case_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.change_case_rule": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.add_case_reason": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.change_case_reason": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.add_answer_template": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.change_answer_template": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.set_opening_hours": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.add_special_day": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.remove_special_day": (NONE, NONE, NONE, ALL, NONE, NONE),
    "feedback.answer_observation": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # visits
    "feedback.add_visit_template": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.change_visit_template": (NONE, ALL, ALL, ALL, NONE, NONE),
    "feedback.plan_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.renew_visit_link": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.cancel_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.fill_visit": (OWN, OWN, OWN, OWN, NONE, NONE),
    "feedback.submit_visit": (OWN, OWN, OWN, OWN, NONE, NONE),
    "feedback.add_visit_evidence": (OWN, OWN, OWN, OWN, NONE, NONE),
    "feedback.drop_visit_evidence": (OWN, OWN, OWN, OWN, NONE, NONE),
    "feedback.fill_visit_by_link": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.accept_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.send_back_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.correct_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.publish_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # you said, we did
    "feedback.add_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.change_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.publish_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.withdraw_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.remove_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.tell_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_deed": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.make_card_of_visit": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.train_visit_step": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # staff: photos of observations, complaint platforms
    "feedback.add_record_photo": (OWN, OWN, OWN, OWN, NONE, NONE),
    "feedback.record_platform": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # the ombudsman
    "feedback.file_report": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.add_words": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.rate_answer": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.ask_code": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.replace_key": (NONE, NONE, NONE, NONE, NONE, ALL),
    "feedback.take_up": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.answer_report": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.note_report": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.extend_deadline": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.close_report": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.reopen_report": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.show_reporter": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.ask_leader": (OFFICE, OFFICE, OFFICE, ALL, NONE, NONE),
    "feedback.reply_ombudsman": (NONE, OWN, OWN, OWN, NONE, NONE),
    # studies of causes
    "feedback.add_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.change_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "feedback.remove_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    # issuing
    "issuing.set_up": (NONE, NONE, NONE, ALL, NONE, NONE),
    "issuing.add_issuer_key": (NONE, NONE, NONE, ALL, NONE, NONE),
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
    # thread
    "thread.make_card": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_card": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.send_training": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.pass_on_compliment": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.train_step": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.make_card_of_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
    "thread.link_study": (NONE, SCOPE, ALL, ALL, NONE, NONE),
}

# Which roles a page is for; the page itself requires it too.
PAGES: dict[str, frozenset[Role]] = {}
_EVERYBODY = frozenset({Role.FRONTLINE, Role.MANAGER, Role.DIRECTOR, Role.ADMIN})
_LEADERS = _EVERYBODY - {Role.FRONTLINE}
for _page in ("today", "modules", "module", "sops", "sop", "log", "complaint", "leaderboard"):
    PAGES[_page] = _EVERYBODY
for _page in ("invite", "answer"):
    PAGES[_page] = _EVERYBODY
PAGES["survey"] = _LEADERS
PAGES["api_keys"] = frozenset({Role.ADMIN})
for _page in ("board", "me", "notices", "profile"):
    PAGES[_page] = _EVERYBODY
for _page in ("my_team", "records", "served", "surveys"):
    PAGES[_page] = _LEADERS
for _page in ("analysis", "study"):
    PAGES[_page] = _LEADERS
PAGES["notice_board"] = _EVERYBODY
for _page in ("visits", "visit", "you_said", "my_observations"):
    PAGES[_page] = _EVERYBODY
for _page in ("visit_templates", "platform"):
    PAGES[_page] = _LEADERS
for _page in ("cases", "case"):
    PAGES[_page] = _EVERYBODY
for _page in ("case_figures", "case_settings", "testimonials", "tags", "customers", "customer"):
    PAGES[_page] = _LEADERS
PAGES["practice"] = _EVERYBODY
for _page in ("rules", "kudos", "missions"):
    PAGES[_page] = _EVERYBODY
PAGES["person"] = _LEADERS
PAGES["rota"] = frozenset({Role.MANAGER, Role.ADMIN})
PAGES["quiz"] = _EVERYBODY
for _page in ("signatures", "assignments"):
    PAGES[_page] = _LEADERS
PAGES["team_certificates"] = _LEADERS
# content is written here, and approved; then what was learned of it
for _page in ("studio", "draft", "versions", "knowledge", "items", "effects"):
    PAGES[_page] = _LEADERS
PAGES["direction"] = frozenset({Role.DIRECTOR, Role.ADMIN})
PAGES["people_admin"] = frozenset({Role.MANAGER, Role.ADMIN})  # a manager helps with passwords
PAGES["outbox"] = frozenset({Role.ADMIN})
PAGES["ombudsman_desk"] = _LEADERS  # who was asked something; the rest is for the office
PAGES["import_feedback"] = frozenset({Role.ADMIN})
# learning: the question bank
PAGES["question_bank"] = frozenset({Role.MANAGER, Role.ADMIN})
# …and what it opens to whoever holds the office of ombudsman, whatever the role.
OFFICE_PAGES = frozenset({"ombudsman_desk"})


def reach(actor: Actor, command: str) -> Reach:
    """Return how far the actor may go with a command; KeyError when it is not in the table."""
    row = COMMANDS[command]
    if actor.role is Role.SYSTEM:
        return ALL
    found = row[REACH_ROLES.index(actor.role)]
    if found is OFFICE:
        return ALL if actor.is_ombudsman else NONE
    return found


def may(actor: Actor, command: str) -> bool:
    """Tell whether the actor may run a command on anything at all: for menus and buttons."""
    return reach(actor, command) > NONE


def allows(
    actor: Actor, command: str, *, team_id: int | None = None, person_id: int | None = None
) -> bool:
    """Tell whether the actor may run a command on this team or this person."""
    match reach(actor, command):
        case Reach.ALL:
            return True
        case Reach.SCOPE:
            return team_id is not None and team_id in actor.team_ids
        case Reach.TEAM:
            return team_id is not None and team_id == actor.team_id
        case Reach.OWN:
            return person_id is not None and person_id == actor.person_id
    return False


def require(
    actor: Actor, command: str, *, team_id: int | None = None, person_id: int | None = None
) -> None:
    """Raise NotAllowed unless the actor may run a command on this team or this person."""
    if allows(actor, command, team_id=team_id, person_id=person_id):
        return
    if may(actor, command):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")


def may_open(actor: Actor, page: str) -> bool:
    """Tell whether a page is for this actor's role."""
    return actor.role in PAGES[page] or (page in OFFICE_PAGES and actor.is_ombudsman)
