"""Sweeps: many runs planned at once, trained by several processes or machines, in one table.

Imports everything below it. Start in `sweep.py`, which trains a plan (`plan.py`) into a folder
(`sweep_folder.py`) with an engine (`process_engine.py`, `stacked_engine.py` where runs train as
one, or `cluster_engine.py` for Dask).
"""
