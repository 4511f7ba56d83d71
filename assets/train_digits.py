"""Train the model of digits that ships with the playground: `python assets/train_digits.py [RUN]`.

Twelve minutes of one core (Intel Xeon, AMX). It learns digits drawn from the fonts of matplotlib,
so that no data or weights from elsewhere are behind it. Q is told the names of a thousand of them:
on digits drawn from fonts the codes of `stable` alone find bold and thin strokes before the digits.
With RUN, a run folder of these settings that is trained already, only its generator is packed.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from playground.mnist.config import STABLE, DataOptions
from playground.mnist.data.digits import DigitData
from playground.mnist.data.load import drawn_data
from playground.mnist.evaluation.codes import calibrated_reader, match_codes, predict_codes
from playground.mnist.model import MnistModel, open_mnist
from playground.mnist.runs.config_file import MnistRecord, data_record
from playground.mnist.runs.folder import start_mnist_run
from playground.mnist.runs.recorder import MnistRecorder
from playground.mnist.shipped import SHIPPED, save_shipped
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.trainer import MnistTrainer
from playground.runs.config_file import current_versions

SETTINGS = replace(
    STABLE,
    width=0.35,
    batch_size=64,
    epochs=1,
    epoch_batches=2927,
    average=0.995,
    labelled=1000,
    threads=1,
)
DATA = DataOptions(data="drawn")


def train(folder: Path, data: DigitData) -> None:
    """Train into the run folder `folder`."""
    trainer = MnistTrainer(SETTINGS, data.train, torch.device("cpu"), ProcessGroup())
    kept = data_record(data, DATA.data_seed)
    record = MnistRecord(SETTINGS, kept, "cpu", 0, "assets/train_digits.py", current_versions())
    recorder = MnistRecorder(start_mnist_run(folder, record), trainer, data)
    for iteration in range(SETTINGS.epochs * SETTINGS.epoch_batches):
        trainer.step()
        if iteration % 100 == 0:
            print(f"iteration {iteration:,}", flush=True)
    recorder.after_epoch(trainer.losses())


def read_test_digits(model: MnistModel, data: DigitData) -> dict[str, float]:
    """The share of test digits whose code stands for another digit, and how far the continuous
    codes go with the slant and the width of their strokes (Pearson's correlation).
    """
    config, test = model.config, data.test
    reader = calibrated_reader(model.networks, config, torch.from_numpy(data.train.images.copy()))
    found = predict_codes(reader, test, config, torch.device("cpu"))
    digits = match_codes(found.code, test.labels, config.codes)
    about = {"error": float((digits[found.code] != test.labels).mean())}
    for name in ("slant", "width"):
        for index, values in enumerate(found.values.T):
            correlation = np.corrcoef(values, test.factors[name])[0, 1]
            about[f"{name}_c{index + 2}"] = round(float(correlation), 3)
    return about


def main() -> None:
    """Train it, or take the run that is given, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", nargs="?", type=Path)
    data = drawn_data(DATA)
    with TemporaryDirectory() as folder:
        run = parser.parse_args().run
        if run is None:
            run = Path(folder) / "digits"
            train(run, data)
        model = open_mnist(run)
    about = {"data": data.kind, "tested": len(data.test), **read_test_digits(model, data)}
    save_shipped(SHIPPED, replace(model, config=SETTINGS), about)
    weights = sum(value.numel() for value in model.generator.state_dict().values())
    print(f"{SHIPPED.name}: {weights:,} numbers, {SHIPPED.stat().st_size:,} bytes; {about}")


if __name__ == "__main__":
    main()
