"""How the book draws: one style and a few functions that take axes and data.  They compute nothing."""

from optbook.drawing.data import drawn_data
from optbook.drawing.lines import annotate, draw_lines, draw_values, label_ends, mark, sparse
from optbook.drawing.planes import draw_contours, draw_image, draw_path, draw_region, draw_surface, grid
from optbook.drawing.style import COLOR, PALETTE, SHADES, describe, to_dark, use_style

__all__ = [
    "COLOR",
    "PALETTE",
    "SHADES",
    "annotate",
    "describe",
    "draw_contours",
    "draw_image",
    "draw_lines",
    "draw_path",
    "draw_region",
    "draw_surface",
    "draw_values",
    "drawn_data",
    "grid",
    "label_ends",
    "mark",
    "sparse",
    "to_dark",
    "use_style",
]
