"""Jobs that run side by side, as many as a small machine has cores."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

AT_ONCE = 2

Result = TypeVar("Result")
Job = Callable[[], Result]


def results(jobs: Iterable[Job[Result]]) -> Iterator[Result]:
    """Run jobs, `AT_ONCE` at a time; yield their results.

    Args:
        jobs: functions, in the order in which they start.

    Yields:
        Results in the order of the jobs. When a job raises, those that have not started
        are left out.
    """
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        futures = [pool.submit(job) for job in jobs]
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Shared(Generic[Result]):
    """What several jobs need: the first that asks makes it, the others wait.

    Args:
        make: function that makes it; it is called once, even if it raises.
    """

    def __init__(self, make: Job[Result]) -> None:
        self._make = make
        self._made: Future[Result] = Future()
        self._lock = threading.Lock()

    def __call__(self) -> Result:
        with self._lock:
            if not self._made.done():
                try:
                    self._made.set_result(self._make())
                except BaseException as error:  # noqa: BLE001 (raised for each)
                    self._made.set_exception(error)
        return self._made.result()
