"""Exports a run as one readable PyTorch script that does not need the playground.

Imports `density` and `gan`'s config, and Jinja for the template. Start in `script.py`.
"""
