#pragma once

#include <cstddef>

// What the image and the program that calls it agree on. A secret is a key or root of 32 bytes and a payload of 64; the
// message of 24 bytes is short enough for many runs and leaves the last block of each kernel part empty.

inline constexpr std::size_t secret_key_size = 32;
inline constexpr std::size_t secret_message_size = 64;
inline constexpr std::size_t secret_size = secret_key_size + secret_message_size;
inline constexpr std::size_t payload_size = 24;

// Layout of the memory that each function is given: the secret, then what one function leaves for the next.
inline constexpr std::size_t sealed_offset = secret_size;
inline constexpr std::size_t sealed_size = payload_size + 48;
inline constexpr std::size_t opened_offset = sealed_offset + sealed_size;
inline constexpr std::size_t memory_size = opened_offset + sealed_size;
