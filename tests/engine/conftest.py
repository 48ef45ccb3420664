"""One body, every engine."""

import pytest

from tests.engine.build import ENGINES


@pytest.fixture(params=sorted(ENGINES))
def engine(request):
    return ENGINES[request.param]
