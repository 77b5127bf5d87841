import pytest

from cxgame.web.accept import json_wanted


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/vc", "application/vc"),
        ("application/json, text/plain, */*", "application/json"),
        ("application/json;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html;q=0.4, application/json;q=0.5", "application/json"),
        ("Application/JSON ; Q=1", "application/json"),
        ("", ""),
        ("*/*", ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("text/html, application/json", ""),
        ("application/json;q=0", ""),
        ("application/json;q=x", ""),
        (";;,,q=", ""),
    ],
)
def test_who_wants_json(accept: str, wanted: str) -> None:
    assert json_wanted(accept) == wanted
