"""Say in the place of what is personal that it is hidden, as plain text: for lists and files."""

from cxgame.feedback.masking import pieces
from cxgame.i18n import N_, translate

HIDES = {
    "email": N_("e-mail hidden"),
    "phone": N_("phone hidden"),
    "cpf": N_("CPF hidden"),
    "cnpj": N_("CNPJ hidden"),
    "card": N_("card hidden"),
}


def veiled(text: str, locale: str) -> str:
    """Return a text with words in brackets in the place of what tells who somebody is."""
    return "".join(
        f"[{translate(locale, HIDES[piece.hides])}]" if piece.hides else piece.text
        for piece in pieces(text)
    )
