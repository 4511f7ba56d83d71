import json
from dataclasses import asdict

import pytest

from playground.app.storage.preferences import Preferences, read_preferences, write_preferences
from playground.errors import InputError


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "new folder" / "window.json"
    wanted = {"language": "zh_CN", "theme": "dark", "frames_per_second": 12, "docks": "AAA="}
    write_preferences(path, **wanted)
    write_preferences(path, geometry="BBB=")
    assert asdict(read_preferences(path)) == asdict(Preferences(**wanted, geometry="BBB="))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'"text"',
        b"[General]\ntheme=dark\n",
        b"[" * 100_000,
        b'{"theme": "pink", "frames_per_second": 0, "language": ["en"], "geometry": 3}',
        b'{"frames_per_second": 1e999, "docks": null}',
    ],
)
def test_a_damaged_or_foreign_file_gives_the_defaults(tmp_path, content):
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()
    write_preferences(path, theme="light")
    assert read_preferences(path).theme == "light"


def test_of_a_damaged_file_what_is_sound_is_kept(tmp_path):
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"theme": "dark", "language": "tlh", "new": 1}))
    assert read_preferences(path) == Preferences(theme="dark")


def test_a_wrong_value_is_refused():
    with pytest.raises(InputError, match="--frames-per-second must be at most 60, got 100"):
        Preferences(frames_per_second=100)
