"""The 2D models GAN, CGAN, InfoGAN and batch GAN: one `Trainer` for all, selected by the config.

Imports `density`, `metrics` and `nn`. `config.py`, `presets.py`, `history.py` and `inspection.py`
import no torch, so that the command line and the window can use them. Start in `config.py`, then
`trainer.py` and `steps.py`.
"""
