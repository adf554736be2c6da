"""A raw worker process for each test that asks for one."""

from collections.abc import Iterator

import pytest
from raw_worker import RawWorker

from xr2ct_core.protocol.messages import Hello


@pytest.fixture
def raw_worker() -> Iterator[RawWorker]:
    worker = RawWorker()
    worker.until(Hello)
    yield worker
    worker.end()
