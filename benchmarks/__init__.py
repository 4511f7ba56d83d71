"""How fast it is and how well it learns: each module is a command, `python -m benchmarks.NAME`."""
