"""The figures of one target as Markdown."""

SIZES = ("16", "24", "64", "256")


def _row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _header(*names):
    return [_row(*names), "|---|" + "---:|" * (len(names) - 1)]


def _rows(figures):
    for build, rows in figures.items():
        for name, row in rows.items():
            yield f"{name}, {build}", row


def has_cycles(figures):
    """False where the processor has no cycle model."""
    return any(row["set_up_sealing"]["cycles"] > 0 for _, row in _rows(figures))


def sizes(figures):
    lines = _header("bytes", "flash", "static RAM", "object that seals", "object that opens", "stack of a seal",
                    "stack of an open", "stack of set-up")
    for name, row in _rows(figures):
        lines.append(_row(name, row["flash"], row["static_ram"], row["sealing_context"], row["opening_context"],
                          row["seal_stack"], row["open_stack"], row["set_up_stack"]))
    return lines


def costs(figures, unit):
    """`unit`: instructions or cycles."""
    lines = _header(unit if unit == "instructions" else "modelled cycles", "set up sealing", "set up opening",
                    *(f"seal {size}" for size in SIZES), *(f"open {size}" for size in SIZES))
    for name, row in _rows(figures):
        lines.append(_row(name, row["set_up_sealing"][unit], row["set_up_opening"][unit],
                          *(row["seal"][size][unit] for size in SIZES), *(row["open"][size][unit] for size in SIZES)))
    return lines


def bars(target, figures, all_bars):
    lines = _header("bar", "BearSSL", "at most", "E3", "")
    for bar in all_bars:
        if bar["target"] != target:
            continue
        figure = figures[bar["build"]][bar["row"]]
        for step in bar["figure"].strip("/").split("/"):
            figure = figure[step]
        lines.append(_row(f'{bar["name"]}, {bar["build"]}', bar.get("bearssl", ""), bar["maximum"], figure,
                          "met" if figure <= bar["maximum"] else "missed"))
    return lines


def microjoules_of_cycles(cycles, processor):
    return cycles * processor["microamperes_per_megahertz"] * processor["volts"] * 1e-6


def microjoules_of_bytes(count, radio):
    return count * 8 / radio["bits_per_second"] * radio["milliamperes"] * radio["volts"] * 1e3


def energy(figures, processor, radios):
    """Of the envelope with 24 bytes: sealing it, and sending it."""
    lines = _header("microjoules, 24 bytes", "seal", "open", *(f'send by {radio["name"]}' for radio in radios))
    for name, row in _rows(figures):
        if "on_air" in row:
            cycles = [row[call]["24"]["cycles"] for call in ("seal", "open")]
            lines.append(_row(name, *(f"{microjoules_of_cycles(count, processor):.2f}" for count in cycles),
                              *(f'{microjoules_of_bytes(row["on_air"]["24"], radio):.1f}' for radio in radios)))
    return lines


def on_air(figures):
    lines = _header("bytes on air", *(f"payload of {size}" for size in SIZES))
    for name, row in _rows(figures):
        if "on_air" in row:
            lines.append(_row(name, *(row["on_air"][size] for size in SIZES)))
    return lines
