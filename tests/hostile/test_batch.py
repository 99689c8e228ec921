"""Every hostile file ends in a result or in a clear error, and none harms the batch that it is in."""

import pytest

from benchmarks.hostile import Batch, run
from tests.hostile.files import build

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def batch(tmp_path_factory) -> Batch:
    return run(tmp_path_factory.mktemp("hostile"), full=False, workers=2, timeout=90)


def test_each_file_ends_as_foreseen(batch):
    wrong = [(fate.name, fate.outcome, fate.cause, fate.foreseen) for fate in batch.fates if not fate.right]
    assert wrong == []


def test_every_file_that_was_built_is_accounted_for(batch, tmp_path):
    names = set(build(tmp_path)) - {"up.txt"}
    assert names <= {fate.name for fate in batch.fates}
    assert len(names) >= 60


def test_the_batch_goes_through_and_leaves_nothing(batch):
    assert batch.complaints == []
    # Some documents could not be read, and the run says so.
    assert batch.exit_code == 1


def test_errors_are_told_in_one_line_of_words(batch):
    for fate in batch.fates:
        assert "Traceback" not in fate.cause
        assert fate.cause.isprintable() or fate.outcome == "result", fate
        assert not fate.cause.startswith("the analysis failed"), fate
