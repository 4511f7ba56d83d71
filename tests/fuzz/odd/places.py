"""What may stand where a file is expected; each `make(folder)` puts one there."""

import os
import socket
from functools import partial
from pathlib import Path


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data() if callable(data) else data)  # the large ones are made when needed
    return path


def places(name):
    """What may stand where a file is expected; each is made in a folder, and gives its path."""
    yield partial(_pipe, name=name)
    yield partial(_folder, name=name)
    yield partial(_full_folder, name=name)
    for device in (
        "/dev/zero",
        "/dev/null",
        "/dev/urandom",
        "/dev/stdin",
        "/proc/self/mem",
        "/proc/kmsg",
        "/proc/self/environ",
        "/dev/full",
    ):
        yield partial(_link, name=name, to=device)
    yield partial(_link, name=name, to=name)
    yield partial(_link, name=name, to="gone")
    yield partial(_link, name=name, to=".")
    yield partial(_link, name=name, to="y" * 300)
    yield partial(_socket, name=name)
    yield partial(_hollow, name=name)
    for odd in (
        "x" * 240,
        "a\nb",
        "\x1b[2J\x1b]0;x\x07",
        "\u202egnp.exe",
        "-rf",
        "{path}",
        "%s%n",
        "\udc80\udcff",
        "cafe\u0301",
        " ",
        "~root",
    ):
        suffix = Path(name).suffix
        yield partial(put, name=f"{odd[: 250 - len(suffix)]}{suffix}", data=b"nothing")


def _pipe(folder, name):
    os.mkfifo(folder / name)
    return folder / name


def _folder(folder, name):
    (folder / name).mkdir()
    return folder / name


def _full_folder(folder, name):
    (folder / name).mkdir()
    os.mkfifo(folder / name / "a.png")
    os.mkfifo(folder / name / "config.json")
    os.mkfifo(folder / name / "b.csv")
    (folder / name / "c.png").symlink_to("/dev/zero")
    return folder / name


def _link(folder, name, to):
    (folder / name).symlink_to(to)
    return folder / name


def _socket(folder, name):
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("s")
    finally:
        os.chdir(here)
    (folder / "s").rename(folder / name)
    return folder / name


def _hollow(folder, name):
    """A sparse file of 3 GB."""
    with (folder / name).open("wb") as file:
        file.truncate(3 * 2**30)
    return folder / name
