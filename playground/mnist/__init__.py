"""The image models: GAN, CGAN and InfoGAN on MNIST, trained without a window.

Imports `nn`, `plots` and `runs`, and nothing of the 2D models. `config.py` and `runs/` know no
torch. Start in `config.py`, then `training/trainer.py`; `model.py` is what a user of Python opens.
"""
