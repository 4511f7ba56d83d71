"""Writes a run as one readable PyTorch script that needs no playground.

Imports `density` and `gan`'s config, and Jinja for the template. Start in `script.py`.
"""
