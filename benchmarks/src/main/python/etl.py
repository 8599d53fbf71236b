"""The ETL over WAV files with multiprocessing.Pool, numpy and scipy.

    etl.py legacy|ziggurat INPUT_FOLDER OUTPUT_FOLDER

Each file is read, gets normal noise of scale 0.1, is clipped to [-1, 1] and written. "legacy" draws
with numpy.random.normal, "ziggurat" with the faster generator that numpy has beside it.
"""

import multiprocessing
import os
import pathlib
import sys

import numpy
from scipy.io import wavfile

WORKERS = 2
SCALE = 0.1


def noise(generator, size):
    if generator == "legacy":
        return numpy.random.normal(scale=SCALE, size=size)
    return numpy.random.default_rng().normal(scale=SCALE, size=size)


def begin_worker():
    numpy.random.seed(int.from_bytes(os.urandom(4), "little"))


def transform(job):
    generator, source, target = job
    rate, samples = wavfile.read(source)
    samples += noise(generator, samples.shape)
    wavfile.write(target, rate, numpy.clip(samples, -1.0, 1.0))
    return str(target)


def main(generator, inputs, outputs):
    folder = pathlib.Path(outputs)
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        (generator, source, folder / f"{source.stem}-transformed.wav")
        for source in sorted(pathlib.Path(inputs).glob("*.wav"))
    ]
    with multiprocessing.Pool(WORKERS, begin_worker) as pool:
        for done in pool.imap_unordered(transform, jobs):
            print(done)


if __name__ == "__main__":
    main(*sys.argv[1:])
