"""Studies with work in them."""

import numpy as np
import pytest

from tests.viewer.test_models import make_result
from xr2ct_viewer.models.study import Study


@pytest.fixture
def worked(pair):
    """Makes a study with a result whose volume is like no other."""

    def make(title: str = "case") -> Study:
        study = Study(title, pair=pair)
        result = make_result(study)
        result.volume.hu[1, 2, 3] = np.int16(len(title))
        study.add_result(result)
        return study

    return make
