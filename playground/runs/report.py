"""The report of a run: one HTML page to print or hand in, in English with Chinese beside it."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from numpy.typing import NDArray

from playground.density.target import Target
from playground.errors import InputError
from playground.message import plain_text
from playground.metrics.evaluation import Evaluation, Score
from playground.models import model_of
from playground.nn.history import State
from playground.nn.model_config import ModelConfig
from playground.page.recorded_run import RecordedRun
from playground.plots.static_figures import run_curves, sample_picture
from playground.runs.config_file import current_versions
from playground.runs.run_folder import RunFolder
from playground.runs.session.file import SavedSession
from playground.settings import brief, settings_of

if TYPE_CHECKING:
    from jinja2 import Template

    from playground.metrics.run_score import RunScore
    from playground.nn.model_trainer import ModelTrainer

_NAMED_DIFFERENCES = 2
_POINTS = 5000
_DPI = 130


@dataclass(frozen=True, eq=False)
class ReportRun:
    """A trained model, and its curves: `losses` [m, 3] and `distances` [m, 2] by iteration."""

    trainer: "ModelTrainer"
    losses: NDArray[np.float64]
    distances: NDArray[np.float64]


def folder_report(run: RunFolder, trainer: "ModelTrainer") -> str:
    """The report of a run folder; `trainer` is at its newest checkpoint. Raises InputError."""
    losses = run.metrics.columns("iteration", "d_loss", "g_loss")
    scored = run.metrics.columns("iteration", "sliced_wasserstein")
    one = ReportRun(trainer, losses, scored[np.isfinite(scored[:, 1])])
    return report_of(trainer.target, [one], run.record.versions, run.record.command)


def session_report(session: SavedSession) -> str:
    """The report of all runs of a session that have begun. Raises InputError."""
    target = session.drawing.target()
    trained = [run for run in session.runs if run.checkpoints and run.snapshots]
    if target is None or not trained:
        raise InputError("nothing has been trained in this session")
    runs = [
        (RecordedRun.of(run.config, run.snapshots, run.figures), run.checkpoints[-1].state)
        for run in trained
    ]
    return report_of_runs(target, runs)


def report_of_runs(
    target: Target, runs: Sequence[tuple[RecordedRun, State]], device: str = "cpu"
) -> str:
    """The report of runs on `target`, each with the state that it is in."""
    from playground.nn.device import pick_device  # brings torch

    reported = []
    for run, state in runs:
        trainer = model_of(run.config).trainer(run.config, target, pick_device(device))
        trainer.load(state)
        reported.append(ReportRun(trainer, run.losses, run.distances))
    return report_of(target, reported, current_versions(), "")


def report_of(
    target: Target, runs: Sequence[ReportRun], versions: Mapping[str, str], command: str
) -> str:
    """The page's source: for each run its picture, curves, scores with floors, and settings."""
    return _template().render(
        target=_shown(target.name),
        layers=list(_layers(target)),
        runs=[_run(run, title) for run, title in zip(runs, _titles(runs), strict=True)],
        versions=dict(versions),
        command=_shown(command, 2000),
    )


def _layers(target: Target) -> Iterator[tuple[str, str]]:
    """Name and share of each layer, where there are several."""
    if len(target.layers) > 1:
        for layer, share in zip(target.layers, target.shares, strict=True):
            yield _shown(layer.name), f"{share:.1%}"


def _shown(text: str, most: int = 80) -> str:
    """A name as a text that can be encoded; what a file name holds beyond Unicode becomes "?"."""
    return plain_text(text, most).encode(errors="replace").decode()


def _titles(runs: Sequence[ReportRun]) -> list[str]:
    """The model of each run; of runs of one model also the first settings that tell them apart."""
    configs = [run.trainer.config for run in runs]
    models = [model_of(config).title for config in configs]
    if len(set(models)) > 1 or len(models) == 1:
        return models
    apart = [
        item
        for item in settings_of(configs[0])
        if len({getattr(config, item.name) for config in configs}) > 1
    ][:_NAMED_DIFFERENCES]
    return [
        " · ".join([model, *(f"{item.label} {brief(getattr(one, item.name))}" for item in apart)])
        for model, one in zip(models, configs, strict=True)
    ]


def _nearest_preset(config: ModelConfig) -> str:
    """The name of the preset that fewest settings differ from."""
    presets = model_of(config).presets
    return min(presets, key=lambda name: len(_other_than(presets[name], config)))


def _other_than(preset: ModelConfig, config: ModelConfig) -> set[str]:
    """The names of the settings in which `config` is not `preset`."""
    names = [item.name for item in settings_of(config)]
    return {name for name in names if getattr(config, name) != getattr(preset, name)}


def _run(run: ReportRun, title: str) -> dict[str, object]:
    trainer, config = run.trainer, run.trainer.config
    model = model_of(config)
    score = model.score(trainer)
    points, layer = trainer.sample(_POINTS)
    picture = sample_picture(
        points, trainer.target, layer if config.has_layers else None, caption="generated points"
    )
    preset = _nearest_preset(config)
    changed = _other_than(model.presets[preset], config)
    return {
        "title": title,
        "iteration": f"{trainer.iteration:,}",
        "seconds": f"{trainer.seconds:,.0f}",
        "picture": _png(picture),
        "curves": _svg(run_curves(run.losses, run.distances)),
        "n": f"{score.whole.n:,}",
        "verdict": score.whole.sliced_wasserstein.at_the_floor,
        "ratio": score.whole.sliced_wasserstein.words,
        "scores": list(_scores(score.whole)),
        "parts": list(_parts(score)),
        "notes": [*score.notes, *_lost(run)],
        "settings": [
            (item.flag, str(brief(getattr(config, item.name))), item.name in changed)
            for item in settings_of(config)
            if item.group not in config.unused_groups
        ],
        "preset": preset,
    }


def _lost(run: ReportRun) -> Iterator[str]:
    """That a run was opened where it had ended, or saved without its past, if it was."""
    begins = int(run.losses[0, 0]) if len(run.losses) else run.trainer.iteration
    if begins > run.trainer.config.snapshot_every:
        yield f"What was before iteration {begins:,} was not kept: the curves begin there."


def _scores(evaluation: Evaluation) -> Iterator[tuple[str, str, str, str, str]]:
    """English and Chinese name, value, the floor's band, the multiple; a metric each."""
    for name, chinese, score in (
        ("sliced Wasserstein", "切片 Wasserstein 距离", evaluation.sliced_wasserstein),
        ("total variation", "全变差", evaluation.total_variation),
        ("Jensen–Shannon (nats)", "JS 散度", evaluation.jensen_shannon),
        ("reverse KL of modes (nats)", "模式的反向 KL", evaluation.reverse_kl),
        ("worst error of a mode's share", "模式占比的最大误差", evaluation.worst_share),
    ):
        yield name, chinese, f"{score.value:z.5f}", _band(score), _words(score)
    off, missed = f"{evaluation.off_support:.2%}", f"{evaluation.missed_modes}"
    yield "off the support by > 2 px", "落在支撑集之外", off, "0", ""
    yield "modes missed", "遗漏的模式", f"{missed} / {evaluation.modes}", "0", ""


def _words(score: Score) -> str:
    """The multiple of the floor to a hundredth: shares that are met exactly have none."""
    return f"{abs(score.ratio):.2f}× the floor" if score.floor.mean > 0 else score.words


def _band(score: Score) -> str:
    low, high = score.floor.band(score.draws)
    return f"{low:z.5f} … {high:z.5f}"


def _parts(score: "RunScore") -> Iterator[tuple[str, str, list[str]]]:
    """Of a CGAN each layer: its name, multiple of the floor, and where its points are found."""
    if score.leak is not None:
        for (name, evaluation), row in zip(score.layers, score.leak, strict=True):
            found = [f"{share:.1%}" for share in row]
            yield _shown(name), evaluation.sliced_wasserstein.words, found


def _png(figure: Figure) -> str:
    file = BytesIO()
    figure.savefig(file, format="png", dpi=_DPI)
    return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


def _svg(figure: Figure) -> str:
    """The figure as an element; equal figures give equal ones."""
    file = BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "playground"}):
        figure.savefig(file, format="svg", metadata={"Date": None})
    text = file.getvalue().decode()
    return text[text.index("<svg") :]


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # slow to import, and needed for exports only

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    source = files("playground.runs").joinpath("report.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)
