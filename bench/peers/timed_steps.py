"""What the peers of a benchmark share: timing steps, and the memory of the process."""
import resource
import sys
import time
from pathlib import Path

WARM_UP = 2
LEAST_STEPS, MOST_STEPS = 3, 1000


def timed_steps(step, seconds):
    """Calls `step` twice, then for so many seconds; the median of its seconds."""
    for _ in range(WARM_UP):
        step()
    times, begin = [], time.perf_counter()
    while not enough(times, time.perf_counter() - begin, seconds):
        before = time.perf_counter()
        step()
        times.append(time.perf_counter() - before)
    return median(times)


def enough(times, passed, seconds):
    """Whether steps have been timed for long enough."""
    return len(times) >= MOST_STEPS or (len(times) >= LEAST_STEPS and passed >= seconds)


def median(values):
    return sorted(values)[len(values) // 2]


def peak_rss_bytes():
    """Largest resident memory of this process since it began, without what its parent had before it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        if "VmHWM" in lines:
            return int(lines["VmHWM"].split()[0]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
