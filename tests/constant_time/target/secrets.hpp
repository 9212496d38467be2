#pragma once

#include <cstddef>

// What an image and the program that calls it agree on. A secret is a key or root of 32 bytes and a message of 64. The
// kernels take all of the message, four blocks; a payload is its first 24 bytes, one block and a half.

inline constexpr std::size_t secret_key_size = 32;
inline constexpr std::size_t secret_message_size = 64;
inline constexpr std::size_t secret_size = secret_key_size + secret_message_size;
inline constexpr std::size_t payload_size = 24;

// Layout of the memory that each function is given: the secret, then what one function leaves for the next.
inline constexpr std::size_t sealed_offset = secret_size;
inline constexpr std::size_t sealed_size = payload_size + 48;
inline constexpr std::size_t opened_offset = sealed_offset + sealed_size;
inline constexpr std::size_t memory_size = opened_offset + sealed_size;
