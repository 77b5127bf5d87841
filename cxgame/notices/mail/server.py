"""Whether a mail server is set: read from the settings."""

from cxgame.settings import get_settings


def mail_is_set() -> bool:
    """Tell whether a mail server is set, so that letters leave; screens say so where not."""
    return bool(getattr(get_settings(), "smtp_url", ""))
