#!/usr/bin/env python3
"""Prints the worked examples of docs/format.md, computed without any of E3's code.

HKDF comes from the standard library's HMAC, the AEADs from the package `cryptography`. No test runs this: it was used
to write docs/format.md, and tests/docs checks the C++ library against the hex that stands there.
"""
import hashlib
import hmac
import textwrap

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305


def hkdf_extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.new(salt, secret, hashlib.sha256).digest()


def hkdf_expand(prk: bytes, info: bytes, size: int) -> bytes:
    okm, block, number = b"", b"", 1
    while len(okm) < size:
        block = hmac.new(prk, block + info + bytes([number]), hashlib.sha256).digest()
        okm, number = okm + block, number + 1
    return okm[:size]


def be(number: int, size: int) -> bytes:
    return number.to_bytes(size, "big")


def traffic(prk: bytes, suite: int, direction: int, epoch: int, device: bytes) -> dict:
    info = b"E3 v1 traffic" + be(suite, 1) + be(direction, 1) + be(epoch, 4) + be(len(device), 1) + device
    okm = hkdf_expand(prk, info, 76)
    return {"info": info, "okm": okm, "key": okm[:32], "base_nonce": okm[32:44], "commitment": okm[44:]}


def make_nonce(base: bytes, salt: int, counter: int) -> bytes:
    return bytes(a ^ b for a, b in zip(base, be(salt, 4) + be(counter, 8)))


def show(values: dict) -> None:
    print("```text")
    for name, value in values.items():
        lines = textwrap.wrap(value.hex(), 64) or [""]
        print(f"{name:<14} = {lines[0]}".rstrip())
        for line in lines[1:]:
            print(" " * 17 + line)
    print("```\n")


def standard() -> None:
    device = bytes.fromhex("70b3d57ed0054a21")
    fleet_secret = bytes(range(0x40, 0x60))
    generation, suite, direction, epoch, counter, salt = 2, 1, 0, 1, 258, 0x5A17C0DE
    fleet_prk = hkdf_extract(b"E3 v1", fleet_secret)
    root_info = b"E3 v1 device" + be(generation, 4) + be(len(device), 1) + device
    root = hkdf_expand(fleet_prk, root_info, 32)
    prk = hkdf_extract(b"E3 v1", root)
    keys = traffic(prk, suite, direction, epoch, device)
    nonce = make_nonce(keys["base_nonce"], salt, counter)
    header = (be(0xE3, 1) + be(0x10 | suite, 1) + be(1, 1) + be(len(device), 1) + be(epoch, 4) + be(counter, 8) + nonce
              + device + keys["commitment"])
    extra = b"meter/1"
    payload = b'{"kWh":1234.5,"V":230.1}'
    sealed = AESGCM(keys["key"]).encrypt(nonce, payload, header + extra)
    show({"fleet_secret": fleet_secret, "fleet_prk": fleet_prk, "root_info": root_info, "root": root, "prk": prk, **keys})
    show({"device_id": device, "boot_salt": be(salt, 4), "counter": be(counter, 8), "nonce": nonce, "header": header,
          "extra": extra, "aad": header + extra, "payload": payload, "ciphertext": sealed[:-16], "tag": sealed[-16:],
          "envelope": header + sealed})


def compact() -> None:
    device = bytes.fromhex("0004a30b001c0530")
    root_0 = bytes(range(0xA0, 0xC0))
    suite, direction, epoch, counter, salt, alias = 2, 1, 1, 70000, 0x0BADCAFE, bytes.fromhex("2a17")
    prk_0 = hkdf_extract(b"E3 v1", root_0)
    root_1 = hkdf_expand(prk_0, b"E3 v1 ratchet", 32)
    prk_1 = hkdf_extract(b"E3 v1", root_1)
    keys = traffic(prk_1, suite, direction, epoch, device)
    nonce = make_nonce(keys["base_nonce"], salt, counter)
    control = 2 << 5 | 1 << 4 | (3 - 1) << 2 | 1
    header = be(control, 1) + be(epoch, 1) + alias + be(counter, 3) + be(salt, 4)
    payload = b"valve:open"
    sealed = ChaCha20Poly1305(keys["key"]).encrypt(nonce, payload, header)
    show({"root": root_0, "prk": prk_0, "ratchet_info": b"E3 v1 ratchet", "next_root": root_1, "next_prk": prk_1, **keys})
    show({"device_id": device, "alias": alias, "boot_salt": be(salt, 4), "counter": be(counter, 8), "nonce": nonce,
          "header": header, "extra": b"", "aad": header, "payload": payload, "ciphertext": sealed[:-16],
          "tag": sealed[-16:], "envelope": header + sealed})


standard()
compact()
