"""The pools that processpool is compared with.

    peers.py WARM_UP_SECONDS POOL WORK [PARAMETER ...]

Speaks as the Java workloads do: one line of JSON when it is warm, then one for each line read from
standard input. A pool that is not installed says {"absent": why} instead.
"""

import concurrent.futures
import importlib
import json
import multiprocessing
import statistics
import sys
import time

WORKERS = 2
ARRAYS = 8


class Absent(Exception):
    """A module that this peer needs is not installed."""


def need(*names):
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError as error:
            problem = error
    raise Absent(str(problem))


def same(x):
    return x


def ten(x):
    return x * 10


def seconds_of(work):
    begin = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - begin}


def median_of(calls, call):
    times = []
    for i in range(calls):
        begin = time.perf_counter()
        call(i)
        times.append(time.perf_counter() - begin)
    return {"seconds": statistics.median(times)}


def exhaust(iterable, expected):
    count = sum(1 for _ in iterable)
    assert count == expected, f"{count} results (expected: {expected})"


def arrays_of(kind, size):
    if kind == "byte":
        return [bytes([i]) * size for i in range(ARRAYS)]
    numpy = need("numpy")
    dtype = {"float": numpy.float32, "double": numpy.float64}[kind]
    return [numpy.full(size // dtype().itemsize, i, dtype) for i in range(ARRAYS)]


class MultiprocessingPool:
    def __init__(self, method="fork"):
        self.context = multiprocessing.get_context(method)
        self.pool = None

    def open(self):
        self.pool = self.context.Pool(WORKERS)
        return self.pool

    def apply(self, calls):
        pool = self.pool or self.open()
        return median_of(int(calls), lambda i: pool.apply(same, (i,)))

    def no_ops(self, count):
        pool, items = self.pool or self.open(), range(int(count))
        return seconds_of(lambda: exhaust(pool.imap_unordered(same, items, 1), len(items)))

    def tens(self, count):
        pool, items = self.pool or self.open(), range(int(count))
        return seconds_of(lambda: exhaust(pool.map(ten, items), len(items)))

    def arrays(self, kind, way, size):
        if self.pool is None:
            self.values = arrays_of(kind, int(size))
            self.open()
        function = len if way == "there" else same
        return seconds_of(lambda: exhaust(self.pool.map(function, self.values, 1), ARRAYS))

    def start(self):
        def work():
            with self.context.Pool(WORKERS) as pool:
                exhaust(pool.map(ten, range(10)), 10)
                pool.close()
                pool.join()

        return seconds_of(work)


class Spawning(MultiprocessingPool):
    def __init__(self):
        super().__init__("spawn")


class ProcessPoolExecutor:
    def __init__(self):
        self.pool = concurrent.futures.ProcessPoolExecutor(WORKERS)

    def apply(self, calls):
        return median_of(int(calls), lambda i: self.pool.submit(same, i).result())

    def no_ops(self, count):
        items = range(int(count))
        return seconds_of(lambda: exhaust(self.pool.map(same, items), len(items)))

    def tens(self, count):
        items = range(int(count))
        return seconds_of(lambda: exhaust(self.pool.map(ten, items, chunksize=1000), len(items)))


class Loky:
    def __init__(self):
        loky = need("loky", "joblib.externals.loky")
        self.pool = loky.get_reusable_executor(WORKERS, timeout=600)

    def apply(self, calls):
        return median_of(int(calls), lambda i: self.pool.submit(same, i).result())


class Joblib:
    def __init__(self):
        self.joblib = need("joblib")

    def no_ops(self, count):
        call = self.joblib.delayed(same)
        items = range(int(count))
        parallel = self.joblib.Parallel(WORKERS, batch_size="auto")
        return seconds_of(lambda: exhaust(parallel(call(i) for i in items), len(items)))


class Pebble:
    def __init__(self):
        self.pool = need("pebble").ProcessPool(WORKERS)

    def apply(self, calls):
        return median_of(int(calls), lambda i: self.pool.schedule(same, args=(i,)).result())

    def no_ops(self, count):
        items = range(int(count))
        return seconds_of(
            lambda: exhaust(self.pool.map(same, items, chunksize=1).result(), len(items))
        )


POOLS = {
    "mp": MultiprocessingPool,
    "spawn": Spawning,
    "executor": ProcessPoolExecutor,
    "loky": Loky,
    "joblib": Joblib,
    "pebble": Pebble,
}


def say(figures):
    print(json.dumps(figures), flush=True)


def main(warm_up, pool, work, *parameters):
    samples = 0
    try:
        sample = getattr(POOLS[pool](), work.replace("-", "_"))
        begin = time.perf_counter()
        while time.perf_counter() - begin < float(warm_up):
            sample(*parameters)
            samples += 1
    except Absent as absent:
        say({"absent": str(absent)})
        return
    say({"warmUpSamples": samples})
    for _ in sys.stdin:
        say(sample(*parameters))


if __name__ == "__main__":
    main(*sys.argv[1:])
