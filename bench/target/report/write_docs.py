"""Writes docs/target from the figures of a run, or checks that it is what the run gives.

    write_docs.py FIGURES DATA DOCS [--check]

FIGURES has a file per target, from e3_target_bench --figures; DATA has bars.json, energy.json and peers.json.
"""
import json
import pathlib
import sys

import chart
import tables

TITLES = {"cortex-m0plus": "Cortex-M0+", "cortex-m3": "Cortex-M3", "cortex-m4": "Cortex-M4", "rv32": "RV32IMAC"}
SUITES = {"chacha20-poly1305": "ChaCha20-Poly1305", "aes-256-gcm": "AES-256-GCM"}

INTRODUCTION = """# Figures on microcontrollers

What E3's portable backend and its envelopes take, by g++ {compiler}. This page is generated, and the preset `target`
checks that it is what a run gives; [target.md](../target.md) says what is measured and how, and how to run it on a
board.
"""

PEERS = """In the charts E3's *fast* build stands for speed and its *tiny* one for flash. The other libraries: {about} They
were measured once, beside E3, and are not part of the run.
"""

ENERGY = """Energy is what the cycles or the bytes take by published figures, at the voltage that they were published
for; a radio's preamble, header and waiting come on top of its bytes.

"""


def svg_of(target, figures, peers):
    panels = []
    for suite, name in SUITES.items():
        for title, build, of_e3, of_peer in (
                ("instructions, seal of 24 bytes", "fast", lambda row: row["seal"]["24"]["instructions"], "seal_24"),
                ("bytes of flash", "tiny", lambda row: row["flash"], "flash")):
            bars = [(f"E3, {build}", of_e3(figures[build][suite]), chart.OWN)]
            bars += sorted(((peer["name"], peer[of_peer], chart.CONSTANT if peer["constant_time"] else chart.LEAKING)
                            for peer in peers[suite]), key=lambda bar: bar[1])
            panels.append((f"{name}: {title}", bars))
    return chart.chart(f"{TITLES[target]}: AEADs by library", panels)


def energy_sources(energy):
    lines = [ENERGY.rstrip("\n"), "", "| of | figure | published in |", "|---|---|---|"]
    for target, processor in energy["processors"].items():
        lines.append(f'| {TITLES[target]} | {processor["microamperes_per_megahertz"]} microamperes per MHz at '
                     f'{processor["volts"]} V, {processor["part"]} | {processor["source"]} |')
    for radio in energy["radios"]:
        lines.append(f'| {radio["name"]} | {radio["milliamperes"]} mA at {radio["volts"]} V, '
                     f'{radio["bits_per_second"]} bit/s, {radio["part"]} | {radio["source"]} |')
    return lines + [""]


def section(target, figures, data):
    lines = [f"## {TITLES[target]}", "", f"![AEADs by library on {TITLES[target]}]({target}.svg)", ""]
    parts = [tables.sizes(figures), tables.costs(figures, "instructions")]
    if tables.has_cycles(figures):
        parts.append(tables.costs(figures, "cycles"))
    if target in data["energy"]["processors"]:
        parts.append(tables.energy(figures, data["energy"]["processors"][target], data["energy"]["radios"]))
    parts.append(tables.on_air(figures))
    bars = tables.bars(target, figures, data["bars"])
    if len(bars) > 2:
        parts.append(bars)
    for part in parts:
        lines += part + [""]
    return lines


def pages(figures_folder, data_folder):
    data = {name: json.loads((data_folder / f"{name}.json").read_text()) for name in ("bars", "energy", "peers")}
    runs = {target: json.loads((figures_folder / f"{target}.json").read_text()) for target in TITLES}
    compiler = runs["cortex-m0plus"]["compiler"]
    lines = [INTRODUCTION.format(compiler=compiler), PEERS.format(about=data["peers"]["about"])]
    lines += energy_sources(data["energy"])
    result = {}
    for target, run in runs.items():
        result[f"{target}.svg"] = svg_of(target, run[target], data["peers"]["peers"][target])
        lines += section(target, run[target], data)
    result["figures.md"] = "\n".join(lines).rstrip("\n") + "\n"
    return compiler, result


def main(arguments):
    check = "--check" in arguments
    figures, data, docs = (pathlib.Path(path) for path in arguments if path != "--check")
    compiler, result = pages(figures, data)
    if check and f"by g++ {compiler}." not in (docs / "figures.md").read_text():
        print(f"The page is of another compiler than g++ {compiler}: nothing was compared.")
        return 0
    stale = []
    for name, text in result.items():
        path = docs / name
        if check:
            if not path.exists() or path.read_text() != text:
                stale.append(name)
        else:
            docs.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in stale:
        print(f"docs/target/{name} is not what the run gives; `cmake --build build/target --target e3_target_docs` "
              "writes it.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
