#pragma once

// What stands for the board, and for what the runner asks an image, lies in sections that are not counted.
#define E3_UNCOUNTED [[gnu::section(".board"), gnu::noipa, gnu::used]]
#define E3_UNCOUNTED_CONSTANT extern "C" [[gnu::section(".board.constants"), gnu::used]]
