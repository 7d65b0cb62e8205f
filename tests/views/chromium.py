"""Drives the system's headless Chromium; nothing is downloaded, nothing goes out."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

CHROMIUM = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"))
DRIVER = (Path("/usr/bin/chromedriver"), Path("/usr/lib/chromium-browser/chromedriver"))
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--window-size=1600,900",
)  # fmt: skip
WATCH = """
window.attacks = []; window.blocked = [];
window.attack = (n) => window.attacks.push(n);
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.attacks.push(name);
document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.violatedDirective));
"""


def missing() -> str | None:
    """Return why no browser can be driven here, or None."""
    if not any(path.exists() for path in CHROMIUM) or not any(path.exists() for path in DRIVER):
        return "no Chromium with its driver in /usr/bin (apt-get install chromium chromium-driver)"
    try:
        import selenium  # noqa: F401, PLC0415
    except ImportError:
        return "the package selenium is not installed"
    return None


class Browser:
    """One browser, and the few gestures that the tests need."""

    def __init__(self, profile: Path) -> None:
        from selenium import webdriver  # noqa: PLC0415
        from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

        options = webdriver.ChromeOptions()
        options.binary_location = str(next(path for path in CHROMIUM if path.exists()))
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=Service(str(next(path for path in DRIVER if path.exists())))
        )
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})

    def open(self, path: Path, width: int = 1600, height: int = 900) -> Browser:
        self.size(width, height)
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())
        self.until("return document.documentElement.dataset.ready === 'yes'")
        return self

    def size(self, width: int, height: int) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        )  # fmt: skip

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, seconds: float = 10) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            found = self.js(script)
            if found or time.monotonic() > deadline:
                assert found, f"still not so after {seconds} s: {script}"
                return found
            time.sleep(0.03)

    def click(self, selector: str) -> None:
        self.js(
            "const found = document.querySelector(arguments[0]); if (!found) throw new Error('nothing at ' + arguments[0]); found.click()",
            selector,
        )

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).innerText", selector))

    def type(self, selector: str, text: str) -> None:
        self.js(
            "const box = document.querySelector(arguments[0]); box.focus(); box.value = arguments[1]; box.dispatchEvent(new Event('input', {bubbles: true}))",
            selector,
            text,
        )

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415

        ActionChains(self.driver).send_keys(*keys).perform()

    def point(self, x: float, y: float, click: bool = False) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased") if click else ("mouseMoved",):
            event = {
                "type": kind,
                "x": x,
                "y": y,
                "button": "none" if kind == "mouseMoved" else "left",
                "clickCount": int(kind != "mouseMoved"),
            }
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def place(self, node: str) -> tuple[float, float]:
        """Return where the middle of a card is in the window."""
        x, y = self.js(
            "const at = docgraphPage.onScreen(arguments[0]), box = document.getElementById('picture').getBoundingClientRect(); return [at.x + box.left, at.y + box.top]", node
        )  # fmt: skip
        return x, y

    def chosen(self) -> dict[str, Any]:
        return dict(self.js("return docgraphPage.chosen()"))

    def ids(self) -> set[str]:
        return set(self.js("return docgraphPage.scene().map((card) => card.id)"))

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]

    def requests(self) -> list[str]:
        """Return every address asked for since the page was opened, save the page itself and what is inside it."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url for url in found if not url.startswith(("file:", "data:", "blob:", "about:"))]
