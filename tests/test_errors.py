import pytest

from playground.errors import Diverged, InputError, fault_sentence
from playground.message import Sentence, printable

FULL = "out of memory; a smaller batch or smaller networks may help"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (MemoryError(), FULL),
        (RuntimeError("CUDA out of memory. Tried to allocate 20 GiB"), FULL),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:1] not enough memory: you …"), FULL),
        (
            RuntimeError("CUDA error: launch failed.\nCompile with …"),
            "the training cannot go on (CUDA error: launch failed); "
            "other settings or a reset may help",
        ),
        (
            RuntimeError(),
            "the training cannot go on (RuntimeError); other settings or a reset may help",
        ),
        (InputError("/memory/a.png: no such file"), "/memory/a.png: no such file"),
        (Diverged(Sentence("no number at {at}", at=3)), "no number at 3"),
        (
            OSError(28, "No space left on device", "run/metrics.csv"),
            "the run could not be written (run/metrics.csv: No space left on device)",
        ),
        (OSError("ffmpeg failed"), "the run could not be written (ffmpeg failed)"),
    ],
)
def test_every_fault_has_its_sentence(fault, sentence):
    assert fault_sentence(fault) == sentence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("run", "run"),
        ("画 × ü", "画 × ü"),
        ("a\x1b[2Jb\x07", r"a\x1b[2Jb\x07"),
        ("a\nb\rc\t", r"a\nb\rc\t"),
        ("\x9b31m\u202egpj.exe", r"\x9b31m\u202egpj.exe"),
    ],
)
def test_nothing_steers_the_terminal(text, shown):
    assert printable(text) == shown
    assert printable(shown) == shown
