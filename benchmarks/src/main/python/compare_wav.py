"""Fails unless two folders hold WAV files of the same names, shapes and statistics.

    compare_wav.py FOLDER FOLDER
"""

import pathlib
import sys

import numpy
from scipy.io import wavfile

TOLERANCE = 0.01


def statistics(samples):
    """Not the extremes: of millions of normal draws they differ from one time to the next."""
    low, high = numpy.percentile(samples[::97], [1, 99])
    return samples.mean(dtype=float), samples.std(dtype=float), low, high


def check(first, second):
    (rate, ours), (other_rate, theirs) = wavfile.read(first), wavfile.read(second)
    shape, other = (rate, ours.dtype, ours.shape), (other_rate, theirs.dtype, theirs.shape)
    if shape != other:
        sys.exit(f"{first.name}: {shape} here, {other} there")
    if max(abs(ours.min()), ours.max()) > 1:
        sys.exit(f"{first.name}: not clipped, from {ours.min()} to {ours.max()}")
    for here, there in zip(statistics(ours), statistics(theirs)):
        if abs(here - there) > TOLERANCE:
            sys.exit(f"{first.name}: mean, deviation, percentiles 1 and 99 {statistics(ours)} here, "
                     f"{statistics(theirs)} there")


def main(first, second):
    names = sorted(path.name for path in pathlib.Path(first).glob("*.wav"))
    others = sorted(path.name for path in pathlib.Path(second).glob("*.wav"))
    if not names or names != others:
        sys.exit(f"{len(names)} files in {first}, {len(others)} in {second}, names differ")
    for name in names:
        check(pathlib.Path(first, name), pathlib.Path(second, name))
    print(f"{len(names)} files are equal in shape and statistics")


if __name__ == "__main__":
    main(*sys.argv[1:])
