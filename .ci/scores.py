"""Run the judges and fail when a score falls below what was reached."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

TEXTS = {"gold/seeds": "seeds", "gold/dev": "corpus/dev"}


def judge(*arguments: str) -> str:
    """Return what a judge prints."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


def main(shared: Path) -> int:
    """Compare every score with its floor; return the number that fell."""
    command = f"{Path(sys.executable).parent / 'docgraph'} extract"
    floors = json.loads((Path(__file__).parent / "scores.json").read_text("utf-8"))
    fallen = 0
    for name, wanted in floors.items():
        if name in TEXTS:
            report = json.loads(
                judge(
                    str(shared / "score.py"),
                    str(shared / name),
                    str(shared / TEXTS[name]),
                    "--command",
                    command,
                    "--json",
                )
            )
            reached = {
                key: value["f1"] if isinstance(value, dict) and "f1" in value else value
                for key, value in report.items()
            }
        else:
            line = judge(str(shared / "score_vnlegaltext.py"), str(shared / name / "val.jsonl"), "--command", command)
            reached = {key: float(value) for key, value in re.findall(r"(\w+) ([\d.]+)", line)}
        for key, floor in wanted.items():
            fell = reached[key] < floor
            fallen += fell
            print(f"{'FELL' if fell else 'ok  '} {name:<12} {key:<11} {reached[key]:.4f} (floor {floor})")
    return fallen


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
