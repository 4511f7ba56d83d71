"""A drawing as one image, of which parts can be painted anew."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from playground.density.box import Box, whole
from playground.density.drawing import Drawing
from playground.density.edit import SIDE
from playground.density.frame import Frame
from playground.density.layer import FULL
from playground.density.sheet import Sheet
from playground.gui.picture import layer_rgb
from playground.plots.theme import Theme


class Composite:
    """The unit square on black, the layers added as light; `image` shares its memory."""

    def __init__(self, drawing: Drawing, theme: Theme) -> None:
        self._theme = theme
        self.side = max(SIDE, *(max(sheet.pixels.shape) for sheet in drawing.sheets))
        self._bytes = np.zeros((self.side, self.side, 4), np.uint8)
        self._places: dict[tuple[int, ...], _Places] = {}
        self.image = QImage(
            self._bytes.data, self.side, self.side, 4 * self.side, QImage.Format.Format_RGB32
        )
        self._paint(drawing, whole(self._bytes[..., 0]))

    def paint(self, drawing: Drawing, box: Box) -> Box:
        """Show that `box` of the current sheet has changed; returns where in `image`."""
        frame = Frame(*drawing.sheet.pixels.shape)
        scale = frame.pixel * self.side
        left, top = frame.extent[0] * self.side, (1 - frame.extent[3]) * self.side
        place = Box(
            int(np.floor(top + box.top * scale)),
            int(np.ceil(top + box.bottom * scale)),
            int(np.floor(left + box.left * scale)),
            int(np.ceil(left + box.right * scale)),
        ).clipped((self.side, self.side))
        self._paint(drawing, place)
        return place

    def _paint(self, drawing: Drawing, box: Box) -> None:
        light = np.zeros((box.bottom - box.top, box.right - box.left, 3), np.float32)
        alone = len(drawing.sheets) == 1
        for sheet in drawing.sheets:
            if sheet.visible:
                rgb = layer_rgb(None if alone else sheet.color, self._theme) * (255 / FULL)
                light += self._cut(sheet, box)[..., None] * rgb[::-1]  # memory holds B, G, R
        np.minimum(light, 255, out=light)
        self._bytes[..., :3][box.at] = light.astype(np.uint8)

    def _cut(self, sheet: Sheet, box: Box) -> NDArray[np.uint16]:
        shape = sheet.pixels.shape
        if shape == (self.side, self.side):
            return sheet.pixels[box.at]
        if shape not in self._places:
            self._places[shape] = _Places(Frame(*shape), self.side)
        return self._places[shape].cut(sheet.pixels, box)


class _Places:
    """Which pixel of a picture each cell of the square shows: the one under its middle."""

    def __init__(self, frame: Frame, side: int) -> None:
        middles = (np.arange(side) + 0.5) / side
        self._row, self._column = frame.pixels(np.stack([middles, 1 - middles], axis=1))
        self._rows_in = (self._row >= 0) & (self._row < frame.height)
        self._columns_in = (self._column >= 0) & (self._column < frame.width)
        self._row = self._row.clip(0, frame.height - 1)
        self._column = self._column.clip(0, frame.width - 1)

    def cut(self, pixels: NDArray[np.uint16], box: Box) -> NDArray[np.uint16]:
        rows, columns = box.at
        picked = pixels[self._row[rows, None], self._column[columns]]
        picked *= self._rows_in[rows, None] & self._columns_in[columns]
        return picked
