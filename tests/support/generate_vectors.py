"""Prints tests/support/key_schedule_vectors.hpp: HMAC, HKDF and E3's key schedule, computed by Python's own hmac and
hashlib from the design and from nothing of E3's code, so that two independent readings of the design must agree.

To regenerate, from the repository's root:

    python3 tests/support/generate_vectors.py > tests/support/key_schedule_vectors.hpp
    clang-format -i tests/support/key_schedule_vectors.hpp

Outputs above 64 bytes are given by their SHA-256.
"""

import hashlib
import hmac


def hmac_sha256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def extract(salt, secret):
    return hmac_sha256(salt, secret)


def expand(prk, info, size):
    okm, block, number = b"", b"", 1
    while len(okm) < size:
        block = hmac_sha256(prk, block + info + bytes([number]))
        okm += block
        number += 1
    return okm[:size]


def counting(size, first=1):
    return bytes((first + i) % 256 for i in range(size))


def text(data):
    return '"' + data.hex() + '"'


def emit(name, fields, rows):
    print(f"struct {name} {{")
    for field in fields:
        print(f"  {field};")
    print("};\n")
    plural = name[0].lower() + name[1:]
    snake = "".join("_" + c.lower() if c.isupper() else c for c in plural)
    print(f"inline constexpr {name} {snake}s[] = {{")
    for row in rows:
        print("    {" + ", ".join(row) + "},")
    print("};\n")


SIZES = [0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 119, 128, 200]

print("#pragma once\n")
print("// Made by tests/support/generate_vectors.py; its first lines say how to make it again.\n")
print("#include <cstddef>\n#include <cstdint>\n#include <string_view>\n")
print("namespace support {\n")

print("/// Key and data are counting bytes from 1 and from 100.")
emit("HmacVector", ["std::size_t key_size", "std::size_t data_size", "std::string_view mac"],
     [[str(k), str(d), text(hmac_sha256(counting(k), counting(d, 100)))] for k in SIZES for d in (0, 1, 55, 64, 150)])

print("/// Salt, secret and info are counting bytes from 1, 50 and 100. `digest` is the SHA-256 of the output.")
rows = []
for salt, secret, info in [(0, 0, 0), (0, 32, 0), (5, 32, 0), (0, 16, 10), (13, 22, 10), (64, 32, 20), (65, 80, 80),
                           (80, 80, 80), (200, 200, 200)]:
    for size in (1, 31, 32, 33, 42, 64, 65, 76, 255, 8159, 8160):
        okm = expand(extract(counting(salt), counting(secret, 50)), counting(info, 100), size)
        rows.append([str(salt), str(secret), str(info), str(size), text(hashlib.sha256(okm).digest())])
emit("HkdfVector", ["std::size_t salt_size", "std::size_t secret_size", "std::size_t info_size",
                    "std::size_t output_size", "std::string_view digest"], rows)

root = counting(32, 0x40)
prk = extract(b"E3 v1", root)
print("/// The root is counting bytes from 0x40, the device ID counting bytes from 1.")
rows = []
for suite in (1, 2):
    for direction in (0, 1):
        for epoch in (0, 1, 255, 0x01020304, 0xFFFFFFFF):
            for id_size in (1, 8, 16):
                info = (b"E3 v1 traffic" + bytes([suite, direction]) + epoch.to_bytes(4, "big") + bytes([id_size]) +
                        counting(id_size))
                okm = expand(prk, info, 76)
                rows.append([str(suite), str(direction), str(epoch), str(id_size), text(okm[:32]), text(okm[32:44]),
                             text(okm[44:])])
emit("TrafficVector", ["std::uint8_t suite", "std::uint8_t direction", "std::uint32_t epoch", "std::size_t id_size",
                       "std::string_view key", "std::string_view base_nonce", "std::string_view commitment"], rows)

print("/// The roots that follow that root, ratcheted once and twice.")
first = expand(prk, b"E3 v1 ratchet", 32)
second = expand(extract(b"E3 v1", first), b"E3 v1 ratchet", 32)
print(f"inline constexpr std::string_view ratcheted_once = {text(first)};")
print(f"inline constexpr std::string_view ratcheted_twice = {text(second)};\n")

print("/// The fleet secret is counting bytes from 0x80, the device ID counting bytes from 1.")
fleet = extract(b"E3 v1", counting(32, 0x80))
rows = []
for generation in (0, 1, 2, 0x01020304, 0xFFFFFFFF):
    for id_size in (1, 8, 16):
        info = b"E3 v1 device" + generation.to_bytes(4, "big") + bytes([id_size]) + counting(id_size)
        rows.append([str(generation), str(id_size), text(expand(fleet, info, 32))])
emit("FleetVector", ["std::uint32_t generation", "std::size_t id_size", "std::string_view root"], rows)

print("}  // namespace support")
