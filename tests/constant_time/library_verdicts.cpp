// The other backends compare tags inside their libraries. Whether a tag is right is what an open tells: Valgrind wraps
// these functions, wherever they are called from, and what they return is declared public.
#include <valgrind/valgrind.h>

#include <cstddef>
#include <cstdint>

#include "follow.hpp"

namespace {

int known(int verdict) {
  constant_time::declare_public({reinterpret_cast<const std::uint8_t*>(&verdict), sizeof verdict});
  return verdict;
}

}  // namespace

// "libcrypto.so*", "libsodium.so*" and "libmbedcrypto.so*" in Valgrind's spelling.
extern "C" {

int I_WRAP_SONAME_FNNAME_ZU(libcryptoZdsoZa, CRYPTO_memcmp)(const void* first, const void* second, std::size_t size);
int I_WRAP_SONAME_FNNAME_ZU(libcryptoZdsoZa, CRYPTO_memcmp)(const void* first, const void* second, std::size_t size) {
  OrigFn original;
  int verdict = 0;
  VALGRIND_GET_ORIG_FN(original);
  CALL_FN_W_WWW(verdict, original, first, second, size);
  return known(verdict);
}

int I_WRAP_SONAME_FNNAME_ZU(libsodiumZdsoZa, crypto_verify_16)(const void* first, const void* second);
int I_WRAP_SONAME_FNNAME_ZU(libsodiumZdsoZa, crypto_verify_16)(const void* first, const void* second) {
  OrigFn original;
  int verdict = 0;
  VALGRIND_GET_ORIG_FN(original);
  CALL_FN_W_WW(verdict, original, first, second);
  return known(verdict);
}

int I_WRAP_SONAME_FNNAME_ZU(libmbedcryptoZdsoZa, mbedtls_chachapoly_auth_decrypt)(void* context, std::size_t size,
                                                                                  const void* nonce, const void* aad,
                                                                                  std::size_t aad_size, const void* tag,
                                                                                  const void* in, void* out);
int I_WRAP_SONAME_FNNAME_ZU(libmbedcryptoZdsoZa, mbedtls_chachapoly_auth_decrypt)(void* context, std::size_t size,
                                                                                  const void* nonce, const void* aad,
                                                                                  std::size_t aad_size, const void* tag,
                                                                                  const void* in, void* out) {
  OrigFn original;
  int verdict = 0;
  VALGRIND_GET_ORIG_FN(original);
  CALL_FN_W_8W(verdict, original, context, size, nonce, aad, aad_size, tag, in, out);
  return known(verdict);
}

}  // extern "C"
