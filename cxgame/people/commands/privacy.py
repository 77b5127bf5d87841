"""Commands on privacy; a column a role, as in REACH_ROLES."""

from cxgame.people.commands.reach import ALL, NONE, Rows

_ADMINS = (NONE, NONE, NONE, ALL, NONE, NONE)

COMMANDS: Rows = {
    "thread.erase_customer": _ADMINS,
    "thread.export_customer": _ADMINS,
    "thread.replay_erasures": _ADMINS,
    "thread.withdraw_consent": _ADMINS,
    "thread.set_retention": _ADMINS,
    "thread.drop_retention": _ADMINS,
    "thread.try_retention": _ADMINS,
    "thread.apply_retention": _ADMINS,
    "thread.note_request": _ADMINS,
    "thread.prove_identity": _ADMINS,
    "thread.close_request": _ADMINS,
}
