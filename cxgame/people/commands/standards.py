"""Commands on standards and issuing; a column a role, as in REACH_ROLES."""

from cxgame.people.commands.reach import ALL, NONE, OWN, Rows

COMMANDS: Rows = {
    # standards
    "standards.add_touchpoint": (NONE, ALL, NONE, ALL, ALL, NONE),
    "standards.import_standards": (NONE, NONE, NONE, ALL, NONE, NONE),
    # signatures
    "standards.decide": (NONE, ALL, ALL, ALL, NONE, NONE),
    "standards.sign_sop": (OWN, OWN, OWN, OWN, NONE, NONE),
    "standards.note_reading": (OWN, OWN, OWN, OWN, NONE, NONE),
    # issuing
    "issuing.set_up": (NONE, NONE, NONE, ALL, NONE, NONE),
    "issuing.add_issuer_key": (NONE, NONE, NONE, ALL, NONE, NONE),
}
