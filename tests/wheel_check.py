"""Build the wheel, install it in a clean environment outside the checkout, and run the demo from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")


def main() -> None:
    """Fail where the wheel lacks a part or its demo does not name a responder."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", str(place), str(ROOT)], check=True)
        (wheel,) = place.glob("*.whl")
        names = zipfile.ZipFile(wheel).namelist()
        for part in ("docgraph/grammars/references.lark", "docgraph/references/tables/types.csv", "docgraph/py.typed"):
            assert part in names, f"the wheel lacks {part}"
        assert not [name for name in names if name.startswith("tests/")], "the wheel holds tests"
        python = place / "clean" / "bin" / "python"
        subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, str(place / "clean")], check=True)
        subprocess.run([UV, "pip", "install", "--quiet", "--python", str(python), str(wheel)], check=True)
        docgraph = python.with_name("docgraph")
        done = subprocess.run(
            [str(docgraph), "demo", "-o", "demo.html"], cwd=place, capture_output=True, text=True, check=True
        )
        assert "Ban Dân tộc tỉnh Quảng Ngãi" in done.stdout, done.stdout
        page = (place / "demo.html").read_text("utf-8")
        assert "http://" not in page.split("<body")[0], "the page loads something"
    print("the wheel carries its parts and runs the demo")


if __name__ == "__main__":
    main()
