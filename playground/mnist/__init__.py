"""The image models: GAN, CGAN and InfoGAN on MNIST, trained without a window.

Imports `nn`, `plots` and `runs`, and nothing of the 2D models. `config.py` and most of `runs/`
import no torch. Start in `config.py`, then `training/trainer.py`; `model.py` loads a trained model
from Python.
"""
