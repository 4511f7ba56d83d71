"""Exports runs as one HTML page that draws fresh points by itself, and needs no network.

Imports `density`, `metrics` and `gan`'s values, no torch; Jinja for the page. Start in `page.py`;
what the page does in a browser is in the `.js` files beside it.
"""
