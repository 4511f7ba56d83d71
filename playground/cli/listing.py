"""`--list` and `--version`."""

from argparse import Namespace

from playground import __version__


def run_version(args: Namespace) -> int:
    """Print the version and return 0."""
    print(f"playground {__version__}")
    return 0


def run_list(args: Namespace) -> int:
    """Print name, number of layers and size of each shipped density, and return 0."""
    from playground.density.load import load_target
    from playground.density.shipped import shipped_names

    names = shipped_names()
    width = max(map(len, names))
    for name in names:
        target = load_target(name)
        count = len(target.layers)
        height, wide = target.layers[0].pixels.shape
        layers = f"{count} layer{'s' if count > 1 else ' '}"
        print(f"{name:<{width}}  {layers:>9}  {wide} × {height} pixels")
    return 0
