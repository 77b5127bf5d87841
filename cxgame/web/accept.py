"""Whether whoever asks is a program that wants JSON, or a person who wants a page."""

JSON_TYPES = ("application/ld+json", "application/vc+ld+json", "application/vc", "application/json")
_PAGES = ("text/html", "application/xhtml+xml")


def json_wanted(accept: str) -> str:
    """Return the kind of JSON that an Accept header likes best, "" where a page is liked as much.

    What names neither, such as */*, gets the page.
    """
    liked: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (each.strip().lower() for each in part.split(";"))
        liked[kind] = max(liked.get(kind, 0.0), _quality(parameters))
    best = max(JSON_TYPES, key=lambda kind: liked.get(kind, 0.0))
    page = max(liked.get(kind, 0.0) for kind in _PAGES)
    return best if liked.get(best, 0.0) > page else ""


def _quality(parameters: list[str]) -> float:
    for each in parameters:
        name, _equals, value = each.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
