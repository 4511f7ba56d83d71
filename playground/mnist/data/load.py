"""`--data`: MNIST from its files, the drawn digits, or what is to be had."""

from pathlib import Path

from playground.errors import InputError
from playground.mnist.config import DataOptions
from playground.mnist.data.digits import DigitData
from playground.mnist.data.download import MIRRORS, Show, download
from playground.mnist.data.idx import VARIABLE, cache_folder, find_folder, read_digits
from playground.mnist.data.synthetic import draw_digits

_DRAWN_TEST = 10_000
_TEST_SEED_APART = 2**31


def load_data(how: DataOptions, show: Show, mirrors: tuple[str, ...] = MIRRORS) -> DigitData:
    """The digits that `how` asks for. Raises InputError where a file is damaged or not to be had.

    `auto` falls back to drawn digits, with a warning, only where MNIST is nowhere.
    """
    if how.data == "drawn":
        return drawn_data(how)
    folder = find_folder(how.data_dir or None)
    if folder is None:
        try:
            folder = _downloaded(show, mirrors)
        except InputError as error:
            if how.data == "mnist":
                raise InputError(f"{error}. {_advice()}") from error
            return drawn_data(how, f"{error}. DRAWN DIGITS STAND IN FOR IT. {_advice()}")
    train, test = read_digits(folder)
    return DigitData(
        "mnist",
        train.first(how.images) if how.images else train,
        test,
        folder="" if folder == cache_folder() else str(folder.resolve()),
    )


def drawn_data(how: DataOptions, warning: str = "") -> DigitData:
    """Drawn digits; those to judge by are of another seed."""
    return DigitData(
        "drawn",
        draw_digits(how.images or how.drawn, how.data_seed),
        draw_digits(_DRAWN_TEST, how.data_seed + _TEST_SEED_APART),
        warning,
    )


def _downloaded(show: Show, mirrors: tuple[str, ...]) -> Path:
    download(cache_folder(), show, mirrors)
    return cache_folder()


def _advice() -> str:
    return (
        "To learn MNIST put its four files (train-images-idx3-ubyte, train-labels-idx1-ubyte, "
        "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; .gz or not) into a folder and name it "
        f"with --data-dir or {VARIABLE}, or put them into {cache_folder()}"
    )
