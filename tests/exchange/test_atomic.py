from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgraph.exchange.atomic import WriteError, write_atomically


def test_it_writes_text_and_bytes(tmp_path) -> None:
    assert write_atomically(tmp_path / "a.txt", "ngày\n").read_bytes() == "ngày\n".encode()
    assert write_atomically(tmp_path / "a.txt", b"\x00").read_bytes() == b"\x00"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_atomically(tmp_path / "a.txt", "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match=r"a\.txt: It cannot be written: No space left"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_the_rights_of_the_old_file_stay(tmp_path) -> None:
    path = write_atomically(tmp_path / "a.txt", "old")
    path.chmod(0o600)
    assert write_atomically(path, "new").stat().st_mode & 0o777 == 0o600


def test_a_link_keeps_pointing_at_its_file(tmp_path) -> None:
    (tmp_path / "real.txt").write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real.txt")
    write_atomically(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_places_that_cannot_be_written(tmp_path) -> None:
    for place in (tmp_path, tmp_path / "no" / "a.txt"):
        with pytest.raises(WriteError):
            write_atomically(place, "text")


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert write_atomically(os.devnull, "text") == Path(os.devnull)
    assert not Path(os.devnull).is_file()
