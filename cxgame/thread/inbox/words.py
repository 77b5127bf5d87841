"""What each kind of thing that waits asks for: its verb, its icon, its sentence."""

from typing import NamedTuple

from cxgame.i18n import N_
from cxgame.thread.inbox.waiting import Kind


class Asking(NamedTuple):
    """Message ids and an icon."""

    verb: str
    icon: str
    sentence: str
    plural: str  # as the name of the kind


ASKING = {
    Kind.APPROVE: Asking(N_("Approve"), "approval", N_("Waits for your approval"), N_("Approvals")),
    Kind.CONFIRM: Asking(
        N_("Confirm"),
        "task_alt",
        N_("Waits for you to confirm that it is done"),
        N_("Confirmations"),
    ),
    Kind.ANSWER: Asking(N_("Answer"), "forum", N_("Your opinion is asked"), N_("Consultations")),
    Kind.VERIFY: Asking(
        N_("Check"), "fact_check", N_("Did the plan work? You say so"), N_("Checks of plans")
    ),
    Kind.LOOK_OVER: Asking(
        N_("Look over"),
        "approval",
        N_("Changed by who approves: ask for it again"),
        N_("Plans to look over"),
    ),
    Kind.DO: Asking(N_("View"), "assignment", N_("Your task"), N_("Tasks")),
    Kind.ROUTINE: Asking(N_("Do it"), "repeat", N_("Routine of today"), N_("Routines")),
    Kind.CASE: Asking(
        N_("View"), "support_agent", N_("A customer waits to hear from us"), N_("Cases")
    ),
    Kind.SIGN: Asking(N_("Read"), "signature", N_("Read and sign"), N_("Signatures")),
    Kind.TRAIN: Asking(N_("Practise"), "bolt", N_("Training sent to you"), N_("Training")),
    Kind.MENTION: Asking(
        N_("Read"), "alternate_email", N_("Somebody named you in a comment"), N_("Mentions")
    ),
}
