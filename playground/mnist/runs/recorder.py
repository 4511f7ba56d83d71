"""Writes an image run's folder while it trains: metrics, images, checkpoints, final figures."""

from math import nan
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from numpy.typing import NDArray

from playground.mnist.data.digits import DigitData, Digits
from playground.mnist.evaluation.classifier import Classifier, cached_classifier
from playground.mnist.evaluation.codes import calibrated_reader, match_codes, predict_codes
from playground.mnist.evaluation.distances import frechet_distance
from playground.mnist.networks.layers import draw_inputs, labels_of
from playground.mnist.runs.folder import MnistRun
from playground.mnist.runs.metrics import EpochFigures, read_metrics, write_metrics
from playground.mnist.runs.pictures import (
    labelled_tiles,
    loss_curves,
    save_animation,
    save_figure,
    save_tiles,
)
from playground.mnist.runs.previews import (
    SWEEP,
    generate,
    grid_inputs,
    interpolate_labels,
    sweep_inputs,
    update_batch_norm,
)
from playground.mnist.training.trainer import MnistTrainer
from playground.models import MODELS
from playground.nn.random_streams import open_stream
from playground.runs.checkpoint import save_checkpoint

_TESTED = 2000
"""Number of test digits for the error of an epoch, and for its distance."""


class MnistRecorder:
    """Records `trainer` into `run`, with the digits of `data`; create it when training begins.

    Every method raises OSError when a file cannot be written, and Diverged when a loss was not
    finite; the last checkpoint stays intact then. Only the leader of a process group creates one.

    What an epoch leaves is written before the checkpoint that says it is done, or can be made again
    from that; so a run that is killed at any moment and resumed leaves what an undisturbed one
    does.
    """

    def __init__(self, run: MnistRun, trainer: MnistTrainer, data: DigitData) -> None:
        self._run, self._trainer = run, trainer
        self._tested = data.test.spread(_TESTED)
        self._real = torch.from_numpy(data.train.images[:_TESTED].copy()).to(trainer.device)
        self._judge = _Judge.of(data, self._tested)
        # Rows that an interrupted run wrote after its last checkpoint are trained again.
        self.rows = [row for row in read_metrics(run.metrics) if row.epoch <= trainer.epoch]
        self._seconds = self.rows[-1].seconds if self.rows else 0.0
        self._digits: NDArray[np.intp] | None = None
        self._error = nan
        self._start = perf_counter()
        self._first = trainer.iteration
        write_metrics(run.metrics, self.rows)
        if not trainer.iteration:
            self._prepare()
            self._save_tiles()
            self._save()
        elif trainer.iteration % trainer.epoch_batches == 0:
            self._complete()

    def after_epoch(self, losses: dict[str, float]) -> EpochFigures:
        """Record the completed epoch; the time that this takes is not counted."""
        trainer = self._trainer
        spent = perf_counter() - self._start
        self._seconds += spent
        images = (trainer.iteration - self._first) * trainer.config.batch_size
        self._match_codes()
        self._prepare()
        row = EpochFigures(
            epoch=trainer.epoch,
            iteration=trainer.iteration,
            seconds=self._seconds,
            images_per_second=images / max(spent, 1e-9),
            error=self._error,
            **self._distances(),
            **_known(losses, trainer),
        )
        self.rows.append(row)
        self._save_tiles()
        write_metrics(self._run.metrics, self.rows)
        self._save()
        self._keep()
        self._start, self._first = perf_counter(), trainer.iteration
        return row

    def _prepare(self) -> None:
        """Make the averages of now fit to draw, once they are known to be good ones."""
        self._trainer.check()
        update_batch_norm(self._trainer.average, self._trainer.config, self._trainer.device)

    def _complete(self) -> None:
        """What a run lacks that was killed right after a checkpoint."""
        if not self._picture.exists():
            self._save_tiles()
        self._keep()

    def _keep(self) -> None:
        every = self._run.record.keep_every
        if every and self._trainer.epoch % every == 0:
            self._run.keep(self._trainer.epoch)

    def _save(self) -> None:
        trainer = self._trainer
        meta = {
            "model": trainer.config.model,
            "epoch": trainer.epoch,
            "iteration": trainer.iteration,
            "digits": self._digits.tolist() if self._digits is not None else [],
        }
        save_checkpoint(self._run.checkpoint, trainer.state(), meta)

    def finish(self) -> None:
        """Write the final files, whether the run was completed or stopped."""
        trainer, path = self._trainer, self._run.path
        self._match_codes()
        self._prepare()
        if not self.rows or self.rows[-1].iteration != trainer.iteration:
            self._save()
        pictures = sorted(self._run.pictures.glob("epoch-*.png"))
        if pictures:
            save_animation(path / "animation.gif", pictures)
        if self.rows:
            rows = read_metrics(self._run.metrics)  # in the digits that a resumed run knows
            save_figure(path / "losses.png", loss_curves(rows, self._title()))
        self._save_grid()
        if trainer.config.model == "cgan":
            self._save_interpolation()
        elif trainer.config.model == "infogan":
            self._save_sweeps()

    def _match_codes(self) -> None:
        trainer = self._trainer
        if trainer.networks.reader is None:
            return
        reader = calibrated_reader(trainer.averaged, trainer.config, self._real)
        code = predict_codes(reader, self._tested, trainer.config, trainer.device).code
        self._digits = match_codes(code, self._tested.labels, trainer.config.codes)
        self._error = float((self._digits[code] != self._tested.labels).mean())

    def _distances(self) -> dict[str, float]:
        if self._judge is None:
            return {}
        trainer = self._trainer
        stream = open_stream(trainer.config.seed, "sample", trainer.device)
        inputs = draw_inputs(trainer.config, len(self._tested), stream)
        images = generate(trainer.average, inputs, trainer.config).numpy()
        return {"frechet": self._judge.distance(images), "frechet_floor": self._judge.floor}

    def _save_tiles(self) -> None:
        save_tiles(self._picture, self._grid(), 10)

    @property
    def _picture(self) -> Path:
        return self._run.pictures / f"epoch-{self._trainer.epoch:04d}.png"

    def _grid(self) -> NDArray[np.uint8]:
        trainer = self._trainer
        inputs = grid_inputs(trainer.config, trainer.device)
        return generate(trainer.average, inputs, trainer.config).numpy()

    def _save_grid(self) -> None:
        config, rows = self._trainer.config, [""] * 10
        columns = [str(k) for k in range(10)] if config.model == "cgan" else [""] * 10
        if config.model == "infogan":
            rows = self._code_names()
        figure = labelled_tiles(self._grid(), title=self._title(), rows=rows, columns=columns)
        save_figure(self._run.path / "grid.png", figure)
        if config.model == "infogan":
            figure = labelled_tiles(
                self._grid(),
                title=f"{self._title()}: c1 down the rows",
                rows=rows,
                columns=columns,
                across="c2 = c3 = 0, one noise per column",
            )
            save_figure(self._run.path / "codes-c1.png", figure)

    def _save_interpolation(self) -> None:
        trainer = self._trainer
        images = interpolate_labels(trainer.average, trainer.config, trainer.device)
        figure = labelled_tiles(
            images.numpy(),
            title=f"{self._title()}: between labels",
            rows=[f"{k} to {(k + 1) % 10}" for k in range(10)],
            columns=[f"{share:.0%}" for share in np.linspace(0, 1, SWEEP)],
        )
        save_figure(self._run.path / "interpolation.png", figure)

    def _save_sweeps(self) -> None:
        trainer = self._trainer
        for which in range(trainer.config.continuous_codes):
            for limit, end in ((1.0, ""), (2.0, "-wide")):
                inputs = sweep_inputs(trainer.config, which, limit, trainer.device)
                figure = labelled_tiles(
                    generate(trainer.average, inputs, trainer.config).numpy(),
                    title=f"{self._title()}: c{which + 2} across the columns",
                    rows=self._code_names(),
                    columns=[f"{value:+.1f}" for value in np.linspace(-limit, limit, SWEEP)],
                )
                save_figure(self._run.path / f"codes-c{which + 2}{end}.png", figure)

    def _code_names(self) -> list[str]:
        digits = (
            self._digits if self._digits is not None else [-1] * labels_of(self._trainer.config)
        )
        return [
            f"code {code} → {digit}" if digit >= 0 else f"code {code}"
            for code, digit in enumerate(digits)
        ]

    def _title(self) -> str:
        trainer = self._trainer
        data = {"mnist": "MNIST", "drawn": "drawn digits"}[self._run.record.data.kind]
        return f"{MODELS[trainer.config.model].title} on {data}, epoch {trainer.epoch}"


class _Judge:
    """The classifier of the data, which tells how far images are from the `tested` digits."""

    def __init__(self, classifier: Classifier, data: DigitData, tested: Digits) -> None:
        self._classifier = classifier
        self._features = classifier.read(tested.images)[1]
        self.floor = self.distance(data.train.spread(len(tested)).images)

    @classmethod
    def of(cls, data: DigitData, tested: Digits) -> "_Judge | None":
        """The one in the cache: training one takes longer than the first epochs do."""
        classifier = cached_classifier(data)
        return cls(classifier, data, tested) if classifier else None

    def distance(self, images: NDArray[np.uint8]) -> float:
        """The Fréchet distance of `images` to the digits."""
        return frechet_distance(self._classifier.read(images)[1], self._features)


def _known(losses: dict[str, float], trainer: MnistTrainer) -> dict[str, float]:
    """The losses that the model has; NaN for the others."""
    known = {"d_loss", "g_loss"}
    if trainer.networks.reader is not None:
        known |= {"c1_loss", "values_loss"}
    if trainer.config.labelled:
        known |= {"labelled_loss"}
    return {name: value if name in known else nan for name, value in losses.items()}
