"""Measures how close points come to a target, each metric relative to its floor: the score of a
perfect sampler.

Imports `density` and NumPy, no torch: everything here works on arrays of points. Start in
`evaluation.py`; `training_metrics.py` has the cheaper metrics of a run's curves.
"""
