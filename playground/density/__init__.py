"""Images, tables and formulas, read as probability densities over the unit square.

A `Target` is a stack of layers; a `Sampler` draws exact samples of it. Imports the base modules and
NumPy; SciPy and scikit-image only where they are needed. Start in `target.py`, then `sampler.py`.
"""
