"""Draws ``docs/images/cascade.png``, the picture in the README: the cascade page of the sample corpus.

Run it from a checkout, after a change of the page or of the sample: ``python docs/images/make_picture.py``.
It needs Debian's packages chromium and chromium-driver, and selenium and pillow, as the tests of the page do.
"""

# ruff: noqa: INP001 - a script beside what it draws, in no package

from __future__ import annotations

import base64
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from docgraph.documents import read_corpus
from docgraph.graph import build_graph
from docgraph.sample import sample_paths
from docgraph.views.cascade_page import render_cascade, write_page

PICTURE: Final = Path(__file__).with_name("cascade.png")
DECISION: Final = "2468/QĐ-TTg"
CHOSEN: Final = "338/KH-BDT"  # the document whose sentences the panel on the right shows
WINDOW: Final = (1500, 900)  # in the page's own pixels
WIDTH: Final = 1200  # of the picture
MOST_BYTES: Final = 150_000
COLOURS: Final = 256  # of the palette; the page has few, and their edges
FLAGS: Final = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def draw(page: Path) -> bytes:
    """Return *page* as a PNG, with one document chosen."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    width, height = WINDOW
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        metrics = {"width": width, "height": height, "deviceScaleFactor": WIDTH / width, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get(page.as_uri())
        wait = WebDriverWait(driver, 20)
        wait.until(lambda it: it.execute_script("return document.documentElement.dataset.ready === 'yes'"))
        driver.execute_script(
            """const card = docgraphPage.scene().find((one) => {
                 const node = JSON.parse(document.getElementById("payload").textContent).nodes
                   .find((each) => each.id === one.id);
                 return node && node.number === arguments[0];
               });
               docgraphPage.choose(card.id);""",
            CHOSEN,
        )
        driver.execute_async_script(
            "const done = arguments[0]; document.fonts.ready.then(() => setTimeout(done, 800));"
        )
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    finally:
        driver.quit()
    return base64.b64decode(shot["data"])


def shrunk(png: bytes) -> bytes:
    """Return a PNG with a palette: a third of the size, and the eye sees no difference."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, kmeans=4, dither=Image.Dither.NONE)
        flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Draw the picture; the exit status is 1 where it is too large to be kept."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sample_paths():  # copied, so that the page names the files without their folder
            shutil.copy(path, folder)
        graph = build_graph(read_corpus(folder))
        page = write_page(Path(folder) / "cascade.html", render_cascade(graph.cascade(DECISION), lang="en"))
        picture = shrunk(draw(page))
    if len(picture) > MOST_BYTES:
        print(f"The picture has {len(picture)} bytes, more than {MOST_BYTES}; make the window smaller.")  # noqa: T201
        return 1
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.name}: {len(picture)} bytes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
