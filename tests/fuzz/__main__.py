"""Fuzzing by hand, for as long as one likes: `python -m tests.fuzz --cases 10000 --kind session`.

A case is known by its kind and its number, which is all that its input comes from: `--seed` is the
first. Inputs of cases that fail are kept. The exit code is 1 if there are any.
"""

import argparse
import sys
from itertools import count

from tests.fuzz.cases import BOMBS, KINDS
from tests.fuzz.harness import Child, run


def main():
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__.partition("\n")[0]
    )
    parser.add_argument(
        "--kind", choices=KINDS, action="append", help="of what; all of them if not given"
    )
    parser.add_argument("--seed", type=int, default=0, help="the first case")
    parser.add_argument("--cases", type=int, default=1000, help="how many of each kind")
    parser.add_argument("--bombs", action="store_true", help="the inputs made by hand instead")
    parser.add_argument("--keep", default="fuzz-failures", help="the folder of inputs that failed")
    given = parser.parse_args()
    failed = 0
    for kind in given.kind or KINDS:
        child = Child()  # a fresh one: what the last had to hold would count again
        seeds = count(BOMBS) if given.bombs else range(given.seed, given.seed + given.cases)
        try:
            tally = run(child, kind, seeds, given.keep, lambda text: print(text, flush=True))
        finally:
            child.close()
        failed += len(tally.failures)
        print(tally, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
