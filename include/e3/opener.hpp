#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/opened.hpp"
#include "e3/peers/peers.hpp"
#include "e3/replay/claim.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/parse.hpp"

namespace e3 {

/// Opens envelopes: authenticates them, has them accepted once, and only then hands out the payload.
///
/// `A` is the AEAD of its one key slot, `AnyAead` for a fleet of both suites. `PeersType` (see `PeersFor`) knows the
/// senders and must outlive the opener. `Accepted` narrows which kinds of envelope it reads. An opener belongs to one
/// thread; a `Peers` may serve many openers. Not copyable.
template <class A, class PeersType, Codecs Accepted = Codecs::both>
class Opener {
  static_assert(explain_aead<A>());
  static_assert(explain_peers<PeersType, A>());
  static_assert(A::constant_time,
                "e3: this backend is not constant-time in this suite; take one that is, such as PsaWithAesHardware for "
                "Psa where it is true, or wrap it in e3::unsafe::VariableTime (e3/unsafe/variable_time.hpp)");

 public:
  /// Envelopes that one durable step of `open_batch` covers at most.
  static constexpr std::size_t max_commit_size = 64;

  /// An opener for the senders that `peers` knows.
  explicit Opener(PeersType& peers) noexcept : peers_{&peers} {}

  /// Opens one envelope of an open epoch; returns once the accept is durable.
  ///
  /// `out` needs as many bytes as the payload; as large as the envelope always suffices. In place: `out` starts where
  /// the envelope starts, with room for header and payload, or where its ciphertext starts; other overlaps are refused.
  /// On any failure the opener wipes what it wrote to `out`, so an envelope opened in place is gone: keep a copy where
  /// a store may fail. Allocates nothing; unauthenticated input changes nothing but its key's failure count.
  ///
  /// Errors, by `classify`: not_authentic (drop, never answer), replayed, local_fault (present it again), misuse.
  /// `epoch_not_open` asks for `open_next_epoch`, within a budget per `Source::link`.
  [[nodiscard]] Result<Opened> open(const Envelope& envelope, MutableBytes out) noexcept {
    Claim claim;
    Authentic authentic;
    auto done = authenticate(envelope, out, claim, authentic);
    if (done) {
      done = peers_->accept({&claim, 1});
    }
    return conclude(done, claim, authentic);
  }

  /// Opens the first envelope of a later epoch, with the root of that epoch; the accept and the move are one durable
  /// step.
  ///
  /// The contract is `open`'s, and: the key is derived for this attempt, wiped if it fails, installed if it is
  /// accepted. An epoch that is open already, since another thread was faster, is opened by `open`. A failure counts
  /// against no key, so the caller budgets these calls per `Source::link`, before it fetches a root. Further errors:
  /// `epoch_closed`, `epoch_too_far`, both before anything is derived.
  template <class Root>
  [[nodiscard]] Result<Opened> open_next_epoch(const Root& root, const Envelope& envelope, MutableBytes out) noexcept {
    detail::ParsedRoom<Accepted> parsed;
    if (auto done = detail::read<Accepted>(envelope.bytes, parsed); !done) {
      return done.error();
    }
    auto handle = peers_->find(parsed.header, envelope.from);
    if (!handle) {
      return handle.error();
    }
    auto next = peers_->next_key(*handle, root, parsed.header.epoch);
    if (!next) {
      return next.error() == Error::epoch_already_open ? open(envelope, out) : next.error();
    }
    Claim claim;
    Authentic authentic;
    auto done = decrypt(parsed, peers_->view(*handle, *next), envelope, out, claim, authentic);
    if (done) {
      claim.peer = static_cast<std::uint64_t>(*handle);
      done = peers_->accept_next(*handle, claim, *std::move(next));
    }
    return conclude(done, claim, authentic);
  }

  /// Opens every job as `open` would, in order, with one durable step for up to `max_commit_size` of them.
  ///
  /// Each job gets its own answer; one answered `epoch_not_open` needs `open_next_epoch` by itself. Uses up to 10 KiB
  /// of stack on a 64-bit host. If a durable step fails, all jobs that were waiting for it fail with its error.
  void open_batch(std::span<Job> jobs) noexcept {
    while (!jobs.empty()) {
      const std::size_t count = jobs.size() < max_commit_size ? jobs.size() : max_commit_size;
      open_together(jobs.first(count));
      jobs = jobs.subspan(count);
    }
  }

 private:
  /// What a claim leaves out of what an opener answers; the payload is not released yet.
  struct Authentic {
    MutableBytes payload{};
    Suite suite{};
    CodecId codec{};
  };

  /// Opens an envelope of an open epoch up to the tag, and fills `claim` and `authentic` where they stay.
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
  [[gnu::always_inline]]
#endif
  Result<void> authenticate(const Envelope& envelope, MutableBytes out, Claim& claim, Authentic& authentic) noexcept {
    detail::ParsedRoom<Accepted> parsed;
    if (auto done = detail::read<Accepted>(envelope.bytes, parsed); !done) {
      return done;
    }
    auto handle = peers_->find(parsed.header, envelope.from);
    if (!handle) {
      return handle.error();
    }
    auto key = peers_->key(*handle, parsed.header.epoch, slot_);
    if (!key) {
      return key.error();
    }
    claim.peer = static_cast<std::uint64_t>(*handle);
    auto done = decrypt(parsed, *key, envelope, out, claim, authentic);
    if (!done && done.error() == Error::not_authentic) {
      peers_->failed(*handle, parsed.header.epoch);
    }
    return done;
  }

  template <class Key>
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
  [[gnu::always_inline]]
#endif
  static Result<void> decrypt(const Parsed& parsed, const Key& key, const Envelope& envelope, MutableBytes out,
                              Claim& claim, Authentic& authentic) noexcept {
    const auto& header = parsed.header;
    // Checks of what compact envelopes never have are left out of an opener of those alone.
    constexpr bool takes_standard = Accepted != Codecs::compact;
    if (takes_standard && header.suite && *header.suite != key.suite) {
      return Error::suite_refused;
    }
    if ((takes_standard && header.commitment.has_value()) != (key.policy == Commitment::required)) {
      return Error::commitment_refused;
    }
    if (envelope.aad.size() > max_extra_aad_size) {
      return Error::aad_too_large;
    }
    const std::size_t size = parsed.sealed.size() - tag_size;
    // An empty payload lies anywhere, also in an empty `out` at the envelope's start.
    const std::size_t start = size > 0 && out.data() == envelope.bytes.data() ? parsed.header_bytes.size() : 0;
    if (out.size() < start + size) {
      return Error::output_too_small;
    }
    const MutableBytes payload{out.data() + start, size};
    if ((payload.data() != parsed.sealed.data() && overlaps(payload, envelope.bytes)) ||
        overlaps(payload, envelope.aad)) {
      return Error::buffers_overlap;
    }
    const std::uint32_t salt =
        takes_standard && header.nonce ? boot_salt_of(key.base_nonce, *header.nonce) : header.boot_salt;
    const Nonce nonce = make_nonce(key.base_nonce, salt, header.counter);
    if (takes_standard && header.nonce && *header.nonce != nonce) {
      return Error::nonce_mismatch;
    }
    if (takes_standard && header.commitment && !equal<commitment_size>(*header.commitment, key.commitment)) {
      return Error::commitment_mismatch;
    }
    // From here on it holds what may have to be wiped.
    authentic.payload = payload;
    if (!key.aead->open(nonce, {parsed.header_bytes, envelope.aad}, parsed.sealed, payload)) {
      return Error::not_authentic;
    }
    authentic.suite = key.suite;
    authentic.codec = header.codec;
    claim.device = key.device;
    claim.generation = key.generation;
    claim.epoch = header.epoch;
    claim.counter = header.counter;
    claim.boot_salt = salt;
    claim.payload = payload;
    return {};
  }

  static Result<Opened> conclude(Result<void> done, const Claim& claim, const Authentic& authentic) noexcept {
    if (done && claim.verdict == Verdict::accepted) {
      return Result<Opened>{std::in_place, Header::Accepted{claim, authentic.suite, authentic.codec},
                            authentic.payload};
    }
    const Error why = done ? refused(claim.verdict) : done.error();
    wipe(authentic.payload);
    return why;
  }

  static constexpr Error refused(Verdict verdict) noexcept {
    switch (verdict) {
      case Verdict::replayed:
        return Error::replayed;
      case Verdict::too_old:
        return Error::too_old;
      case Verdict::epoch_closed:
        return Error::epoch_closed;
      case Verdict::fenced:
        return Error::fenced;
      default:
        return Error::not_enrolled;
    }
  }

  void open_together(std::span<Job> jobs) noexcept {
    std::array<std::optional<Authentic>, max_commit_size> waiting;
    std::array<Claim, max_commit_size> claims;
    std::size_t count = 0;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      Authentic authentic;
      auto done = authenticate(jobs[i].envelope, jobs[i].out, claims[count], authentic);
      if (done) {
        waiting[i] = authentic;
        ++count;
      } else {
        jobs[i].opened = conclude(done, claims[count], authentic);
      }
    }
    auto done = count > 0 ? peers_->accept(std::span{claims}.first(count)) : Result<void>{};
    for (std::size_t i = 0, next = 0; i < jobs.size(); ++i) {
      if (waiting[i]) {
        jobs[i].opened = conclude(done, claims[next++], *waiting[i]);
      }
    }
  }

  PeersType* peers_;
  A slot_;
};

}  // namespace e3
