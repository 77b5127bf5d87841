"""A file of questions to bring in."""

import pytest

from cxgame.content import formats
from cxgame.content.formats import Reading

FILE = """::greet::What comes first?{=Look up#Yes. ~Wait#Too late. ####Faces first.}

Interrupting helps.{FALSE}

Que palavra mostra que você entendeu? {=é isso}

Write about your day. {}

::again::What comes first?{=Look up#Yes. ~Wait#Too late. ####Faces first.}
"""


def read(text: str = FILE, language: str = "en") -> Reading:
    return formats.read(text.encode(), name="q.gift", language=language)


@pytest.fixture
def file() -> Reading:
    """Five questions: three good ones, an essay, and the first one once more."""
    return read()
