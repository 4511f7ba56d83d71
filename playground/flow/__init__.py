"""Flow matching: a velocity field that carries noise to the target along straight paths.

Beside `gan`, which it does not import; imports `density`, `metrics` and `nn`. `config.py`,
`presets.py` and `layer_sizes.py` import no torch. Start in `config.py`, then `trainer.py`,
`paths.py` and `samplers.py`.
"""
