#include <mbedtls/chachapoly.h>
#include <mbedtls/md.h>

#include <cstdio>
#include <memory>
#include <new>

#include "e3/crypto/hkdf.hpp"
#include "e3/crypto/joined_aad.hpp"
#include "e3/e3.hpp"
#include "e3/testing/aead_conformance.hpp"
#include "e3/testing/backend_conformance.hpp"

namespace {

// @block@

}  // namespace

int main() { return conforms() ? 0 : 1; }
