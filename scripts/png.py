"""Pictures of pages hold few colours: with the 256 that stand for all of them half the bytes do."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Page

Pixels = npt.NDArray[Any]
SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
# Chromium knows how to read a picture; it hands the pixels over as text.
DECODE = """async data => {
  const picture = await createImageBitmap(await (await fetch(data)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const drawing = canvas.getContext('2d');
  drawing.drawImage(picture, 0, 0);
  const pixels = drawing.getImageData(0, 0, picture.width, picture.height).data;
  const text = await new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(new Blob([pixels]));
  });
  return [picture.width, picture.height, text.split(',')[1]];
}"""


def shrink(page: Page, picture: Path) -> None:
    """Write the picture again with a palette; `page` is an empty tab."""
    data = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    width, height, text = page.evaluate(DECODE, data)
    colours = np.frombuffer(base64.b64decode(text), "u1").reshape(height, width, 4)[..., :3]
    palette, drawn = _reduced(colours)
    picture.write_bytes(_png(palette, drawn))


def _reduced(colours: Pixels) -> tuple[Pixels, Pixels]:
    """A palette, and for each pixel the place of the colour that is nearest to its own."""
    whole = colours.astype("u4") @ np.array([65536, 256, 1], "u4")
    found, where, many = np.unique(whole, return_inverse=True, return_counts=True)
    each = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype("i4")
    palette = _palette(each, many)
    nearest = [int(_distance(palette, one).argmin()) for one in each]
    return palette.astype("u1"), np.array(nearest, "u1")[where].reshape(whole.shape)


def _palette(each: Pixels, many: Pixels) -> Pixels:
    """The most frequent colours first; then always the one that is worst served, seen or not."""
    chosen = [*each[np.argsort(-many, kind="stable")[: COLOURS // 4]]]
    error = np.min([_distance(each, one) for one in chosen], axis=0)
    while len(chosen) < COLOURS and error.any():
        chosen.append(each[(error * np.sqrt(many)).argmax()])
        error = np.minimum(error, _distance(each, chosen[-1]))
    return np.array(chosen)


def _distance(colours: Pixels, one: Pixels) -> Pixels:
    return np.asarray(((colours - one) ** 2).sum(axis=1))


def _png(palette: Pixels, drawn: Pixels) -> bytes:
    height, width = drawn.shape
    lines = np.hstack([np.zeros((height, 1), "u1"), drawn]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = _chunk(b"PLTE", palette.tobytes()) + _chunk(b"IDAT", zlib.compress(lines, 9))
    return SIGNATURE + _chunk(b"IHDR", head) + body + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checked
