"""Cases that are made once, for tests that look at them again and again."""

from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import CaseSample


class KeptCases:
    """The cases of a source, each made once."""

    def __init__(self, source: Phantoms) -> None:
        self.grid, self.subjects, self.kinds = source.grid, source.subjects, source.kinds
        self._cases = [source[index] for index in range(len(source))]
        self._fingerprints = [source.fingerprint(index) for index in range(len(source))]

    def __len__(self) -> int:
        return len(self._cases)

    def __getitem__(self, index: int) -> CaseSample:
        return self._cases[index]

    def fingerprint(self, index: int) -> str:
        return self._fingerprints[index]
