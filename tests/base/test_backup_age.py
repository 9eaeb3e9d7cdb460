"""The sealed file: read by another implementation, and refused when anything about it is not so."""

import io
import os
import random
import zlib

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.backup.age import CHUNK, NotWhole, Opening, Sealing, WrongPassphrase

PASSPHRASE = "春天里 her kin's house"
QUICK = 4  # the work of a guess: a test needs no second for each
EDGES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17)


def sealed(data, step=10_000):
    file = io.BytesIO()
    sealing = Sealing(file, PASSPHRASE, work=QUICK)
    for start in range(0, len(data), step):
        sealing.write(data[start : start + step])
    sealing.finish()
    return file.getvalue()


def opened(raw, passphrase=PASSPHRASE):
    opening = Opening(io.BytesIO(raw), passphrase)
    return b"".join(iter(lambda: opening.read(50_000), b""))


@pytest.mark.parametrize("size", EDGES)
def test_another_implementation_opens_what_we_seal(size):
    data = random.randbytes(size)

    assert pyrage.passphrase.decrypt(sealed(data), PASSPHRASE) == data


def test_we_open_what_another_implementation_seals():
    data = random.randbytes(2 * CHUNK + 5)

    assert opened(pyrage.passphrase.encrypt(data, PASSPHRASE)) == data


@given(st.sampled_from(EDGES), st.integers(1, 2 * CHUNK))
def test_what_goes_in_comes_out_however_it_is_cut(size, step):
    data = b"x" * size

    assert opened(sealed(data, step)) == data


def test_two_sealings_share_nothing():
    one, other = sealed(b"name" * 100), sealed(b"name" * 100)

    assert one.splitlines()[1:3] != other.splitlines()[1:3]
    assert one[-200:] != other[-200:]


def test_nothing_of_the_content_can_be_compressed_or_read():
    raw = sealed("甲某某，100 0000 0000。".encode() * 20_000)

    assert "甲".encode() not in raw
    assert len(zlib.compress(raw, 9)) > 0.999 * len(raw)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "别的口令"])
def test_another_passphrase_is_told_so(passphrase):
    with pytest.raises(WrongPassphrase, match="口令不对"):
        opened(sealed(b"data"), passphrase)


RAW = sealed(os.urandom(2 * CHUNK + 100))


@given(st.integers(0, len(RAW) * 8 - 1))
def test_a_flipped_bit_is_refused(place):
    changed = bytearray(RAW)
    changed[place // 8] ^= 1 << place % 8

    with pytest.raises((NotWhole, WrongPassphrase)):
        opened(bytes(changed))


@given(st.integers(0, len(RAW) - 1))
def test_a_shorter_file_is_refused(length):
    with pytest.raises(NotWhole):
        opened(RAW[:length])


@given(st.binary(min_size=1, max_size=100))
def test_a_longer_file_is_refused(more):
    with pytest.raises(NotWhole):
        opened(RAW + more)


def test_chunks_in_another_order_are_refused():
    start, size = len(RAW) - 100 - 16 - 2 * (CHUNK + 16), CHUNK + 16
    first, second = RAW[start : start + size], RAW[start + size : start + 2 * size]

    with pytest.raises(NotWhole):
        opened(RAW[:start] + second + first + RAW[start + 2 * size :])


def test_a_file_cut_between_two_chunks_is_refused():
    with pytest.raises(NotWhole):
        opened(RAW[: len(RAW) - 100 - 16])


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"age-encryption.org/v1\n", b"\0" * 1000])
def test_another_kind_of_file_is_refused(raw):
    with pytest.raises(NotWhole):
        opened(raw)


def test_a_header_that_would_cost_all_memory_is_refused():
    with pytest.raises(NotWhole):
        opened(sealed(b"data").replace(b" 4\n", b" 30\n"))
