"""A fair sample has many right answers: what must hold of many draws is judged."""

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..checking import Case
from ..rows import Rows

FAR = 5.0  # standard deviations
SPARE = 5  # items in the hands of loops, beside those that are kept


class Item(int):
    """A number that is taken off a count when nobody holds it any more."""

    held: list[int]

    def __del__(self) -> None:
        """Count down."""
        self.held[0] -= 1


class Stream:
    """Numbers that can be read once, and not kept."""

    def __init__(self, length: int, k: int):
        """Give 0 to ``length`` - 1; fail when many more than ``k`` are held."""
        self.length, self.k = length, k

    def __iter__(self) -> Iterator[int]:
        """Start; a second start fails."""
        if self.length < 0:
            raise RuntimeError("the stream is read twice")
        length, self.length = self.length, -1
        held = [0]
        for number in range(length):
            if held[0] > self.k + SPARE:
                raise RuntimeError(f"{held[0]} items are held at a time")
            item = Item(number)
            item.held = held
            held[0] += 1
            yield item

    def __repr__(self) -> str:
        """Return what a message shows."""
        return "<stream>"


class Draws(np.random.Generator):
    """A generator that shows itself by a short name; using it is no change."""

    def __repr__(self) -> str:
        """Return what a message shows."""
        return "rng"

    def __deepcopy__(self, memo: Any) -> "Draws":
        """Return one in the same state."""
        return Draws(copy.deepcopy(self.bit_generator, memo))


def one(length: int, k: int, seed: int) -> Case:
    """Ask for one sample: the right number of different items."""

    def fault(answer: Any) -> str:
        found = list(answer)
        if len(found) != min(k, length):
            return f"gave {len(found)} items of {length}, right are {min(k, length)}"
        if len(set(found)) < len(found) or not set(found) <= set(range(length)):
            return f"gave {found[:8]}, which are not different items of the stream"
        return ""

    rng = Draws(np.random.PCG64(seed))
    return Case("sample", {"stream": Stream(length, k), "k": k, "rng": rng}, judge=fault)


def counted(length: int, k: int, number: int) -> Case:
    """Ask for many samples, and judge how often each item was in one."""

    def fault(answers: Any) -> str:
        counts = np.bincount(np.concatenate(answers).astype(int), minlength=length)
        share, right = counts / number, k / length
        far = FAR * np.sqrt(right * (1 - right) / number)
        worst = int(np.abs(share - right).argmax())
        if abs(share[worst] - right) <= far:
            return ""
        often = f"{share[worst]:.1%} of {number} samples of {k} out of {length}"
        return f"has item {worst} in {often}, right is about {right:.1%}"

    calls = [
        {"stream": Stream(length, k), "k": k, "rng": Draws(np.random.PCG64(seed))}
        for seed in range(number)
    ]
    return Case("sample", calls[0], judge=fault, more=calls[1:])


def random() -> Iterator[Case]:
    """Yield short and long streams, then many samples of one."""
    for length, k in ((0, 1), (1, 1), (3, 5), (5, 5), (6, 5), (2000, 7)):
        yield one(length, k, length + k)
    yield counted(8, 3, 1500)
    yield counted(3, 1, 1000)
    rng = Draws(np.random.PCG64(0))
    yield Case("sample", {"stream": Stream(3, 1), "k": 0, "rng": rng}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield a stream as long as the project has rows."""
    yield one(len(rows.label), 20, 1)
