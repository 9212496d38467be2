"""Horizontal bars as SVG: E3 beside other libraries, a panel for each quantity."""
from html import escape

WIDTH = 880
PANEL_WIDTH = 430
ROW_HEIGHT = 22
LABEL_WIDTH = 170
BAR_WIDTH = 180
OWN, CONSTANT, LEAKING = "#1b6ca8", "#9db4c0", "#e6d3c1"


def _text(x, y, text, size=12, anchor="start", weight="normal", fill="#222"):
    return (f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="{fill}">{escape(text)}</text>')


def _panel(x, y, title, bars):
    """`bars` are (label, value, colour)."""
    largest = max(value for _, value, _ in bars)
    parts = [_text(x, y + 14, title, 13, weight="bold")]
    for i, (label, value, colour) in enumerate(bars):
        top = y + 24 + i * ROW_HEIGHT
        width = max(1, round(BAR_WIDTH * value / largest))
        weight = "bold" if colour == OWN else "normal"
        parts.append(_text(x + LABEL_WIDTH - 8, top + 13, label, anchor="end", weight=weight))
        parts.append(f'<rect x="{x + LABEL_WIDTH}" y="{top}" width="{width}" height="17" fill="{colour}"/>')
        parts.append(_text(x + LABEL_WIDTH + width + 6, top + 13, f"{value:,}", weight=weight))
    return parts


def chart(title, panels):
    """Panels two abreast; each is (title, bars)."""
    rows = [panels[i:i + 2] for i in range(0, len(panels), 2)]
    heights = [44 + ROW_HEIGHT * max(len(bars) for _, bars in row) for row in rows]
    height = 66 + sum(heights)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif">',
        f'<title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(16, 26, title, 16, weight="bold"),
    ]
    x = 16
    for colour, meaning in ((OWN, "E3"), (CONSTANT, "constant-time on this processor"),
                            (LEAKING, "not constant-time on it")):
        parts.append(f'<rect x="{x}" y="38" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(x + 17, 48, meaning, 11, fill="#555"))
        x += 40 + 6 * len(meaning) + 20
    y = 66
    for row, row_height in zip(rows, heights):
        for i, (panel_title, bars) in enumerate(row):
            parts += _panel(16 + i * PANEL_WIDTH, y, panel_title, bars)
        y += row_height
    return "\n".join(parts + ["</svg>"]) + "\n"
