#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Implementation notes
//
// Planted bugs: each function tells by its time or its accesses what the secret is. leaks.txt says which check finds
// which in every run. They are compiled for the host and for each target, so they need no library. Two clean functions
// show that the checks do not call everything a leak.

extern "C" {

/// Reads `secret_size` bytes and writes up to `out_size`.
using Leak = std::uint32_t(const std::uint8_t* secret, std::uint8_t* out);

Leak leak_branch;                 // calls one of two functions
Leak leak_table_lookup;           // reads a table at a secret place
Leak leak_store_address;          // writes to a secret place
Leak leak_early_exit_comparison;  // stops at the first byte that differs
Leak leak_library_comparison;     // memcmp
Leak leak_division_by_secret;     // a public number by a secret one
Leak leak_division_of_secret;     // a secret number by a public one
Leak leak_bool_multiply_mask;     // a mask made by multiplying with a comparison
Leak leak_carry_as_branch;        // a carry made of two comparisons
Leak leak_multiply_64;            // 64 x 64 bits, which a 32-bit processor has no instruction for
Leak leak_long_multiply;          // 32 x 32 to 64 bits
Leak leak_short_circuit;          // && looks at its second operand only if the first holds
Leak leak_loop_bound;             // as many rounds as the secret says
Leak leak_ternary;                // a choice of two that a compiler makes a branch of
Leak leak_copy_size;              // copies as many bytes as the secret says
Leak leak_shift_by_loop;          // shifts a bit at a time
Leak leak_shift_64;               // 64 bits by a secret distance, which a 32-bit processor may make a branch of

Leak clean_select;      // a choice by a mask
Leak clean_comparison;  // bytes compared by OR of XOR

}  // extern "C"

inline constexpr std::size_t secret_size = 32;
inline constexpr std::size_t out_size = 64;

struct NamedLeak {
  const char* name;
  Leak* function;
};

inline constexpr std::array named_leaks{
    NamedLeak{"leak_branch", leak_branch},
    NamedLeak{"leak_table_lookup", leak_table_lookup},
    NamedLeak{"leak_store_address", leak_store_address},
    NamedLeak{"leak_early_exit_comparison", leak_early_exit_comparison},
    NamedLeak{"leak_library_comparison", leak_library_comparison},
    NamedLeak{"leak_division_by_secret", leak_division_by_secret},
    NamedLeak{"leak_division_of_secret", leak_division_of_secret},
    NamedLeak{"leak_bool_multiply_mask", leak_bool_multiply_mask},
    NamedLeak{"leak_carry_as_branch", leak_carry_as_branch},
    NamedLeak{"leak_multiply_64", leak_multiply_64},
    NamedLeak{"leak_long_multiply", leak_long_multiply},
    NamedLeak{"leak_short_circuit", leak_short_circuit},
    NamedLeak{"leak_loop_bound", leak_loop_bound},
    NamedLeak{"leak_ternary", leak_ternary},
    NamedLeak{"leak_copy_size", leak_copy_size},
    NamedLeak{"leak_shift_by_loop", leak_shift_by_loop},
    NamedLeak{"leak_shift_64", leak_shift_64},
};

inline constexpr std::array clean_functions{
    NamedLeak{"clean_select", clean_select},
    NamedLeak{"clean_comparison", clean_comparison},
};
