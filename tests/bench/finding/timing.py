"""Clocks, and medians of what they say."""

import statistics
import time

clock = time.perf_counter


def timed(function, *arguments):
    """(seconds, result) of one call."""
    started = clock()
    result = function(*arguments)
    return clock() - started, result


def median(values):
    """The median, 0 for nothing."""
    return statistics.median(values) if values else 0.0


def mean(values):
    """The mean, 0 for nothing."""
    return statistics.fmean(values) if values else 0.0


def in_turns(functions, arguments, middle=median):
    """{name: `middle`} of one call of each of `functions`, {name: function}, with each of `arguments`: in
    turns, so that whatever else the machine does weighs on all of them. What a first asking costs, if
    nobody has asked for these arguments before."""
    times = {name: [] for name in functions}
    for argument in arguments:
        for name, function in functions.items():
            times[name].append(timed(function, argument)[0])
    return {name: middle(values) for name, values in times.items()}


def again(functions, argument, repeats=9):
    """{name: median} of calls that repeat one that was just made, in turns."""
    in_turns(functions, [argument])
    return in_turns(functions, [argument] * repeats)


def shown(seconds):
    """Seconds as a person reads them.

    >>> shown(0.0000123), shown(0.0456), shown(12.3)
    ('12 µs', '45.6 ms', '12.3 s')
    """
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
