// An AEAD alone, of the suite that E3_TARGET_SUITE names, with header E3_TARGET_HEADER and class E3_TARGET_AEAD.
#include <cstddef>
#include <cstdint>
#include <new>

#include E3_TARGET_HEADER
#include "e3/core/bytes.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/suite.hpp"
#include "kernels.hpp"
#include "uncounted.hpp"
#include "workload.hpp"

namespace {

using Aead = e3::E3_TARGET_AEAD<target::kernels>;

#if defined(E3_TARGET_PLANT_STATIC_DATA)
std::uint32_t sealed_so_far = 7;
#endif

}  // namespace

E3_UNCOUNTED_CONSTANT const std::uint32_t target_sealing_context_size = sizeof(Aead);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_opening_context_size = sizeof(Aead);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_max_header_size = 0;

extern "C" {

int target_set_up_sealing(void* context, const TargetProvision* provision) {
  auto* aead = ::new (context) Aead;
  return aead->rekey(e3::Suite::E3_TARGET_SUITE, e3::FixedBytes<e3::key_size>{provision->key, e3::key_size}) ? 0 : 1;
}

int target_set_up_opening(void* context, const TargetProvision* provision)
    __attribute__((alias("target_set_up_sealing")));

int target_seal(void* context, TargetMessage* message) {
#if defined(E3_TARGET_PLANT_RESIDUE)
  volatile std::uint32_t copied = *static_cast<const std::uint32_t*>(context);
  static_cast<void>(copied);
#endif
#if defined(E3_TARGET_PLANT_STATIC_DATA)
  ++sealed_so_far;
#endif
#if defined(E3_TARGET_PLANT_WRONG_RESULT)
  message->aad_size = 0;
#endif
  const bool done = static_cast<Aead*>(context)->seal(
      e3::FixedBytes<e3::nonce_size>{message->nonce, e3::nonce_size}, {{message->aad, message->aad_size}, {}},
      {message->in, message->in_size}, {message->out, message->in_size + e3::tag_size});
  return done ? 0 : 1;
}

int target_open(void* context, TargetMessage* message) {
  const bool done = static_cast<Aead*>(context)->open(
      e3::FixedBytes<e3::nonce_size>{message->nonce, e3::nonce_size}, {{message->aad, message->aad_size}, {}},
      {message->in, message->in_size}, {message->out, message->in_size - e3::tag_size});
#if defined(E3_TARGET_PLANT_FORGERY)
  return 0;
#endif
  return done ? 0 : 1;
}
}
