"""Pictures, tables and formulas, read as probability densities over the unit square.

A `Target` is a stack of layers; a `Sampler` draws points of it exactly. Imports the base modules
and NumPy; SciPy and scikit-image where they are needed. Start in `target.py`, then `sampler.py`.
"""
