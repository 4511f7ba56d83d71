"""Measures of the distance from points to a target, each relative to a perfect sampler's score.

Imports `density` and NumPy, no torch: everything here works on arrays of points. Start in
`evaluation.py`; `training_metrics.py` has the cheaper metrics of a run's curves.
"""
