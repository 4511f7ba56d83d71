import re
import subprocess
import sys

import pytest

from playground import __version__
from playground.cli import main
from playground.cli.parser import make_parser, mode_of
from playground.cli.train import train_config
from playground.density.shipped import shipped_names
from playground.gan.config import GanConfig
from playground.gan.presets import PRESETS
from playground.settings import settings_of


def _python(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "playground", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        **options,
    )


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"playground {__version__}\n"


def test_list_has_name_layers_and_size(capsys):
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped_names())
    assert re.fullmatch(r"penta +5 layers +\d+ × \d+ pixels", lines[shipped_names().index("penta")])


def test_help_has_every_flag(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    flags = {item.flag for item in settings_of(GanConfig)} - {"--model"}
    flags |= {"--train", "--resume", "--sample", "--list", "--version", "--help", "-n", "--out"}
    flags |= {"--preset", "--device", "--samples", "--animation", "--quiet", "--force"}
    flags |= {"--split", "--invert", "--black-point"}
    assert {flag for flag in flags if not re.search(rf"^  .*{flag}\b", text, re.M)} == set()


def test_help_needs_no_learning():
    code = """
import sys
from playground.cli import main
try:
    main(["--help"])
finally:
    loaded = {"torch", "matplotlib", "PySide6", "skimage"} & set(sys.modules)
    sys.exit("It loaded " + ", ".join(loaded) if loaded else 0)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage:")


def test_output_may_be_cut_off():
    process = subprocess.Popen(
        [sys.executable, "-m", "playground", "--list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert error == b""


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ([], "window"),
        (["ring", "a.png"], "window"),
        (["--list"], "list"),
        (["--version"], "version"),
        (["--train", "gan", "ring", "--seed", "3"], "train"),
        (["--resume", "runs/001", "--iterations", "9"], "resume"),
        (["--sample", "ring", "-n", "9", "--out", "p.csv", "--seed", "3"], "sample"),
    ],
)
def test_modes(arguments, mode):
    assert mode_of(make_parser().parse_args(arguments)) == mode


def test_only_given_flags_replace_the_preset():
    from dataclasses import replace

    arguments = [
        "--train",
        "cgan",
        "x",
        "--preset",
        "classic",
        "--latent-dim",
        "3",
        "--layers",
        "2",
    ]
    config = train_config("cgan", make_parser().parse_args(arguments))
    assert config == replace(PRESETS["classic"], model="cgan", latent_dim=3, layers=2)


@pytest.mark.parametrize("item", settings_of(GanConfig), ids=lambda item: item.name)
def test_every_setting_is_a_flag(item):
    if item.name == "model":
        return
    if item.kind is bool:
        parsed = make_parser().parse_args(["--train", "gan", "x", item.flag])
        assert getattr(train_config("gan", parsed), item.name) is True
        parsed = make_parser().parse_args(["--train", "gan", "x", f"--no-{item.flag[2:]}"])
        assert getattr(train_config("gan", parsed), item.name) is False
        return
    values = item.choices or [item.kind(v) for v in (item.high, item.low) if v is not None]
    other = next(value for value in values if value != item.default)
    parsed = make_parser().parse_args(["--train", "gan", "x", item.flag, str(other)])
    assert getattr(train_config("gan", parsed), item.name) == other
