import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
LARGEST_SHOWN = 1600  # pixels


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it: far larger than it is shown."""
    path, made = tmp_path / "counter.jpg", io.BytesIO()
    Image.new("RGB", (3200, 2400), "#0B7A75").save(made, "JPEG")
    path.write_bytes(made.getvalue())
    return path


def test_a_photo_is_chosen_and_what_was_typed_stays(visit: Visit, photo: Path) -> None:
    page = visit().arrive("diana", "/studio")
    page.locator("[data-send=write][data-value='module:welcome']").first.click()
    page.locator(".studio-tabs a").nth(2).click()
    page.locator(".studio-entry > a").first.click()
    said = page.locator("textarea[name='feedback.en']")
    said.fill("Typed before the picture.")

    page.locator("input[data-file]").set_input_files(photo)

    shown = page.locator(".studio-picture img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == LARGEST_SHOWN
    expect(said).to_have_value("Typed before the picture.")
    expect(page.locator("textarea[name='alt.en']")).to_have_value("")
