"""How close points come to a target, each figure beside its floor: what a perfect sampler scores.

Imports `density` and NumPy, no torch: everything here is given arrays of points. Start in
`evaluation.py`; `training_metrics.py` has the cheaper figures of a run's curves.
"""
