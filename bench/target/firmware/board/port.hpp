#pragma once

#include <cstdint>

// What main() needs of the board; each processor has its own.

extern "C" {

/// Writes a text, to whoever listens: by semihosting, to a debugger or an emulator. With neither it does nothing.
void port_write(const char* text);

/// Ends the program where something runs it, else waits for ever.
[[noreturn]] void port_end(bool good);

/// Starts the counter of cycles and returns its name.
const char* port_start_clock();

/// The counter, which counts up and wraps at 2^24 or later.
std::uint32_t port_clock();
}
