#pragma once

#include <array>
#include <cstdint>

// Implementation notes
//
// The circuit of Boyar and Peralta (eprint 2009/191), 113 gates: a linear layer, the inversion in GF(2^8) over its
// subfields, a linear layer. Its four NOTs are left out: they are a constant, 0x63, that the round keys absorb.
// The order of the gates is one in which few values live at a time.

namespace e3::detail {

/// 32 bytes as bits: bit i of every byte is in word i, all at places of their own.
using AesSlices = std::array<std::uint32_t, 8>;

/// Replaces every byte by what AES's S-box makes of it, XOR 0x63.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void substitute(AesSlices& s) noexcept {
  const std::uint32_t x0 = s[7];
  const std::uint32_t x1 = s[6];
  const std::uint32_t x2 = s[5];
  const std::uint32_t x3 = s[4];
  const std::uint32_t x4 = s[3];
  const std::uint32_t x5 = s[2];
  const std::uint32_t x6 = s[1];
  const std::uint32_t x7 = s[0];

  const std::uint32_t y14 = x3 ^ x5;
  const std::uint32_t y13 = x0 ^ x6;
  const std::uint32_t y9 = x0 ^ x3;
  const std::uint32_t y8 = x0 ^ x5;
  const std::uint32_t t0 = x1 ^ x2;
  const std::uint32_t y1 = t0 ^ x7;
  const std::uint32_t y4 = y1 ^ x3;
  const std::uint32_t y12 = y13 ^ y14;
  const std::uint32_t y2 = y1 ^ x0;
  const std::uint32_t y5 = y1 ^ x6;
  const std::uint32_t y3 = y5 ^ y8;
  const std::uint32_t t1 = x4 ^ y12;
  const std::uint32_t y15 = t1 ^ x5;
  const std::uint32_t y20 = t1 ^ x1;
  const std::uint32_t y6 = y15 ^ x7;
  const std::uint32_t y10 = y15 ^ t0;
  const std::uint32_t y11 = y20 ^ y9;
  const std::uint32_t y7 = x7 ^ y11;
  const std::uint32_t y17 = y10 ^ y11;
  const std::uint32_t y19 = y10 ^ y8;
  const std::uint32_t y16 = t0 ^ y11;
  const std::uint32_t y21 = y13 ^ y16;
  const std::uint32_t y18 = x0 ^ y16;

  const std::uint32_t t2 = y12 & y15;
  const std::uint32_t t4 = (y3 & y6) ^ t2;
  const std::uint32_t t6 = (y4 & x7) ^ t2;
  const std::uint32_t t7 = y13 & y16;
  const std::uint32_t t9 = (y5 & y1) ^ t7;
  const std::uint32_t t11 = (y2 & y7) ^ t7;
  const std::uint32_t t12 = y9 & y11;
  const std::uint32_t t14 = (y14 & y17) ^ t12;
  const std::uint32_t t16 = (y8 & y10) ^ t12;
  const std::uint32_t t21 = t4 ^ t14 ^ y20;
  const std::uint32_t t22 = t6 ^ t16 ^ y19;
  const std::uint32_t t23 = t9 ^ t14 ^ y21;
  const std::uint32_t t24 = t11 ^ t16 ^ y18;

  const std::uint32_t t25 = t21 ^ t22;
  const std::uint32_t t26 = t21 & t23;
  const std::uint32_t t27 = t24 ^ t26;
  const std::uint32_t t29 = (t25 & t27) ^ t22;
  const std::uint32_t t33 = ((t22 ^ t26) & (t23 ^ t24)) ^ t24;
  const std::uint32_t t36 = t24 & (t27 ^ t33);
  const std::uint32_t t37 = t36 ^ t23 ^ t33;
  const std::uint32_t t40 = t25 ^ (t29 & (t27 ^ t36));
  const std::uint32_t t41 = t40 ^ t37;
  const std::uint32_t t42 = t29 ^ t33;
  const std::uint32_t t43 = t29 ^ t40;
  const std::uint32_t t44 = t33 ^ t37;
  const std::uint32_t t45 = t42 ^ t41;

  const std::uint32_t z0 = t44 & y15;
  const std::uint32_t z1 = t37 & y6;
  const std::uint32_t z2 = t33 & x7;
  const std::uint32_t z3 = t43 & y16;
  const std::uint32_t z4 = t40 & y1;
  const std::uint32_t z5 = t29 & y7;
  const std::uint32_t z6 = t42 & y11;
  const std::uint32_t z7 = t45 & y17;
  const std::uint32_t z8 = t41 & y10;
  const std::uint32_t z9 = t44 & y12;
  const std::uint32_t z10 = t37 & y3;
  const std::uint32_t z11 = t33 & y4;
  const std::uint32_t z12 = t43 & y13;
  const std::uint32_t z13 = t40 & y5;
  const std::uint32_t z14 = t29 & y2;
  const std::uint32_t z15 = t42 & y9;
  const std::uint32_t z16 = t45 & y14;
  const std::uint32_t z17 = t41 & y8;

  const std::uint32_t t46 = z15 ^ z16;
  const std::uint32_t t48 = z5 ^ z13;
  const std::uint32_t t53 = z0 ^ z3;
  const std::uint32_t t57 = z2 ^ z12 ^ t53;
  const std::uint32_t t58 = z4 ^ t46;
  const std::uint32_t t59 = z3 ^ z6 ^ z7;
  const std::uint32_t t62 = z7 ^ z8 ^ t58;
  const std::uint32_t t63 = z9 ^ z10 ^ t58;
  const std::uint32_t t64 = z4 ^ t59;
  const std::uint32_t t65 = z14 ^ t57 ^ t62;
  const std::uint32_t t66 = z1 ^ t63;
  s[7] = t59 ^ t63;
  s[1] = z12 ^ t48 ^ t62;
  s[0] = t48 ^ t46 ^ t57;
  s[4] = t53 ^ t66;
  s[3] = z2 ^ z5 ^ t66;
  s[2] = z10 ^ z11 ^ t65;
  s[6] = t64 ^ s[4];
  s[5] = z16 ^ z17 ^ t64 ^ t65;
}

}  // namespace e3::detail
