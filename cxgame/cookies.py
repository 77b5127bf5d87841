"""Names that the browser keeps for us: cookies that routes write and pages read."""

SESSION_COOKIE = "cxgame_session"
LANGUAGE_COOKIE = "cxgame_language"
