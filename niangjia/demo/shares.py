"""Dividing a total into whole parts that add up to it again."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def dice(*seeds: object) -> Random:
    """Chance that falls the same way for the same seeds on every machine."""
    return Random("/".join(map(str, seeds)))  # noqa: S311 - invented people, no secret


def even_shares(total: int, parts: int, chance: Random) -> list[int]:
    """`parts` numbers that differ by at most one."""
    shares = [total // parts] * parts
    for lucky in chance.sample(range(parts), total % parts):
        shares[lucky] += 1
    return shares


def odd_sizes(total: int, parts: int, chance: Random) -> list[int]:
    """`parts` sizes near their mean, odd as committees must be; an odd total over an even number leaves one even."""
    odd = (total // parts - 1) // 2 * 2 + 1
    left = total - odd * parts
    sizes = [odd + 2 * pairs for pairs in even_shares(left // 2, parts, chance)]
    sizes[0] += left % 2
    for _ in range(parts):
        _move_two(sizes, chance, lowest=odd - 2, highest=odd + 6)
    return sizes


def weighted_shares(total: int, weights: Sequence[int]) -> list[int]:
    """Numbers in proportion to `weights` (largest remainders), none above its weight if total ≤ Σ weights."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for place in by_rest[: total - sum(shares)]:
        shares[place] += 1
    return shares


def _move_two(sizes: list[int], chance: Random, *, lowest: int, highest: int) -> None:
    giver, taker = chance.sample(range(len(sizes)), 2)
    if sizes[giver] - 2 >= lowest and sizes[taker] + 2 <= highest:
        sizes[giver] -= 2
        sizes[taker] += 2
