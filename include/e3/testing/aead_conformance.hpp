#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/error.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/testing/aead_inputs.hpp"
#include "e3/testing/known_answers.hpp"

namespace e3::testing {

/// Judges an AEAD: that it gives the known answers, keeps the contract of the concept `Aead`, and refuses everything
/// else. For whoever writes a backend; it needs neither a heap nor a test framework, so it runs on a device too.
///
/// `MaxPayload` is the largest payload that is tried, in bytes, at least 1024. The object holds about four times that.
template <class A, std::size_t MaxPayload = 4096>
class AeadConformance {
  static_assert(explain_aead<A>());
  static_assert(MaxPayload >= 1024, "e3: the known answers have payloads of up to 1024 bytes");

 public:
  /// Runs all checks for one suite, and calls `report` with a sentence (static storage) for each thing that is wrong,
  /// which may be several times the same. Returns whether nothing was.
  template <class Report>
  [[nodiscard]] bool run(Suite suite, Report report) noexcept {
    suite_ = suite;
    good_ = true;
    const auto expect = [&](bool holds, const char* sentence) {
      if (!holds) {
        good_ = false;
        report(sentence);
      }
    };
    without_key(expect);
    if (!keyed(1)) {
      expect(false, "rekey refuses a key of its own suite");
      return false;
    }
    known_answers(expect);
    sizes_and_places(expect);
    changed_inputs(expect, 0);
    changed_inputs(expect, 37);
    divided_aad(expect);
    changed_keys(expect);
    two_objects(expect);
    moves(expect);
    return good_;
  }

 private:
  using Inputs = detail::AeadInputs;
  using Output = detail::GuardedOutput<MaxPayload + tag_size>;

  bool keyed(std::size_t seed) noexcept {
    std::array<std::uint8_t, key_size> key{};
    detail::fill(key, seed);
    return aead_.rekey(suite_, key).has_value();
  }

  template <class Expect>
  void without_key(Expect& expect) noexcept {
    const Inputs in = detail::aead_inputs(0, {.header = 12, .extra = 0});
    const MutableBytes sealed = sealed_.place(0, tag_size);
    A fresh;
    expect(!fresh.seal(in.nonce, in.aad(), {}, sealed), "seal works before there is a key");
    expect(!fresh.open(in.nonce, in.aad(), sealed, {}), "open works before there is a key");
    const Suite other = suite_ == Suite::aes_256_gcm ? Suite::chacha20_poly1305 : Suite::aes_256_gcm;
    const bool had_key = fresh.rekey(suite_, in.key).has_value();
    if (const auto done = fresh.rekey(other, in.key); !done) {
      const Error error = done.error();
      expect(error == Error::suite_refused || error == Error::hardware_missing || error == Error::backend_failed,
             "rekey refuses a suite with an error that is none of its own");
      expect(!fresh.seal(in.nonce, in.aad(), {}, sealed), "a refused rekey leaves the old key in place");
      expect(!had_key || fresh.rekey(suite_, in.key), "after a refused rekey no key is taken");
      return;
    }
    // An object of both suites, then: one that ignored the suite would seal by the other's cipher under its name.
    const Inputs first = detail::aead_inputs(0, {.header = 0, .extra = 0});
    expect(fresh.rekey(other, first.key) && fresh.seal(first.nonce, first.aad(), {}, sealed) &&
               detail::fnv1a(sealed) == aead_answers[0].in(other),
           "rekey takes the other suite, and seal gives another answer than that suite's known one");
  }

  template <class Expect>
  void known_answers(Expect& expect) noexcept {
    for (std::size_t i = 0; i < aead_answers.size(); ++i) {
      const AeadAnswer& answer = aead_answers[i];
      const Inputs in = detail::aead_inputs(i, {.header = answer.header_size, .extra = answer.extra_size});
      const MutableBytes payload = MutableBytes{payload_}.first(answer.payload_size);
      detail::fill(payload, 13 * i + 5);
      const MutableBytes sealed = sealed_.place(0, payload.size() + tag_size);
      expect(aead_.rekey(suite_, in.key) && aead_.seal(in.nonce, in.aad(), payload, sealed), "seal fails");
      expect(detail::fnv1a(sealed) == answer.in(suite_), "seal gives another answer than the known one");
    }
  }

  // Every size up to three blocks and more, and the largest; every alignment; apart and in place; whatever the output
  // held before.
  template <class Expect>
  void sizes_and_places(Expect& expect) noexcept {
    for (std::size_t size = 0; size <= MaxPayload; size = size < 300 || size == MaxPayload ? size + 1 : MaxPayload) {
      const Inputs in = detail::aead_inputs(
          size, {.header = size % (max_header_size + 1), .extra = 7 * size % (max_extra_aad_size + 1)});
      const std::size_t offset = size % 16;
      const MutableBytes payload = MutableBytes{payload_}.subspan(offset, size);
      detail::fill(payload, size);
      const MutableBytes sealed = sealed_.place(15 - offset, size + tag_size);
      expect(aead_.rekey(suite_, in.key) && aead_.seal(in.nonce, in.aad(), payload, sealed), "seal fails");
      expect(sealed_.keeps_inside(), "seal writes outside its output");

      const MutableBytes opened = opened_.place(offset, size);
      expect(aead_.open(in.nonce, in.aad(), sealed, opened), "open refuses what seal made");
      expect(detail::same_bytes(opened, payload), "open gives another payload");
      expect(opened_.keeps_inside(), "open writes outside its output");
      // A library has ways of its own for long inputs, and for none.
      for (const std::size_t place : {std::size_t{0}, size / 2, size + size % tag_size, size + tag_size - 1}) {
        sealed[place] ^= 0x80;
        expect(!aead_.open(in.nonce, in.aad(), sealed, opened_.place(offset, size)), "open accepts another envelope");
        sealed[place] ^= 0x80;
      }

      const MutableBytes both = opened_.place(offset, size + tag_size);
      copy_short(payload, both);
      expect(aead_.seal(in.nonce, in.aad(), both.first(size), both) && detail::same_bytes(both, sealed),
             "seal in place gives another answer than apart");
      expect(aead_.open(in.nonce, in.aad(), both, both.first(size)) && detail::same_bytes(payload, both.first(size)),
             "open in place gives another payload than apart");
      expect(opened_.keeps_inside(), "a call in place writes outside its output");
    }
  }

  // Each bit of each input.
  template <class Expect>
  void changed_inputs(Expect& expect, std::size_t size) noexcept {
    Inputs in = detail::aead_inputs(1, {.header = 13, .extra = 5});
    const MutableBytes payload = MutableBytes{payload_}.first(size);
    detail::fill(payload, 9);
    const MutableBytes sealed = sealed_.place(0, size + tag_size);
    expect(aead_.rekey(suite_, in.key) && aead_.seal(in.nonce, in.aad(), payload, sealed), "seal fails");
    const auto each_bit = [&](MutableBytes input, bool is_key, const char* sentence) {
      for (std::size_t bit = 0; bit < 8 * input.size(); ++bit) {
        const auto flip = static_cast<std::uint8_t>(1U << bit % 8);
        input[bit / 8] ^= flip;
        const bool ready = !is_key || aead_.rekey(suite_, in.key).has_value();
        expect(!ready || !aead_.open(in.nonce, in.aad(), sealed, opened_.place(0, size)), sentence);
        input[bit / 8] ^= flip;
      }
    };
    each_bit(in.key, true, "open accepts another key");
    expect(aead_.rekey(suite_, in.key).has_value(), "rekey fails");
    each_bit(in.nonce, false, "open accepts another nonce");
    each_bit(MutableBytes{in.header}.first(in.header_size), false, "open accepts another header");
    each_bit(MutableBytes{in.extra}.first(in.extra_size), false, "open accepts other associated data");
    each_bit(sealed.first(size), false, "open accepts another ciphertext");
    each_bit(sealed.last(tag_size), false, "open accepts another tag");
    if (size >= tag_size) {
      expect(!aead_.open(in.nonce, in.aad(), sealed.first(size), opened_.place(0, size - tag_size)),
             "open accepts an envelope without its tag");
    }
    ++in.header_size;
    expect(!aead_.open(in.nonce, in.aad(), sealed, opened_.place(0, size)), "open accepts a longer header");
    --in.header_size;
    expect(aead_.open(in.nonce, in.aad(), sealed, opened_.place(0, size)),
           "open refuses the right inputs after it refused wrong ones");
  }

  // What is authenticated is the join of header and extra, wherever it is divided.
  template <class Expect>
  void divided_aad(Expect& expect) noexcept {
    std::array<std::uint8_t, max_aad_size> whole{};
    detail::fill(whole, 77);
    const Inputs in = detail::aead_inputs(2, {.header = 0, .extra = 0});
    for (const std::size_t total : {std::size_t{1}, std::size_t{16}, std::size_t{60}, max_header_size}) {
      const Bytes aad = Bytes{whole}.first(total);
      const MutableBytes sealed = sealed_.place(0, tag_size);
      expect(aead_.seal(in.nonce, {aad, {}}, {}, sealed), "seal fails");
      for (std::size_t split = 0; split <= total; ++split) {
        expect(aead_.open(in.nonce, {aad.first(split), aad.subspan(split)}, sealed, {}),
               "header and extra are not authenticated as their join");
      }
    }
    const Aad largest{Bytes{whole}.first(max_header_size), Bytes{whole}.last(max_extra_aad_size)};
    const MutableBytes sealed = sealed_.place(0, tag_size);
    expect(aead_.seal(in.nonce, largest, {}, sealed) && aead_.open(in.nonce, largest, sealed, {}),
           "the most associated data there can be is refused");
  }

  template <class Expect>
  void changed_keys(Expect& expect) noexcept {
    const Inputs in = detail::aead_inputs(3, {.header = 11, .extra = 0});
    const MutableBytes first = sealed_.place(0, tag_size);
    expect(keyed(1) && aead_.seal(in.nonce, in.aad(), {}, first), "seal fails");
    expect(keyed(2) && !aead_.open(in.nonce, in.aad(), first, {}), "rekey keeps the old key");
    const MutableBytes second = opened_.place(0, tag_size);
    expect(aead_.seal(in.nonce, in.aad(), {}, second) && !detail::same_bytes(first, second),
           "two keys give the same tag");
    expect(keyed(1) && aead_.open(in.nonce, in.aad(), first, {}), "a key that was replaced does not work again");
  }

  // As in a chip with one key register.
  template <class Expect>
  void two_objects(Expect& expect) noexcept {
    const Inputs in = detail::aead_inputs(5, {.header = 11, .extra = 0});
    const MutableBytes first = sealed_.place(0, tag_size);
    const MutableBytes second = opened_.place(0, tag_size);
    expect(keyed(1) && aead_.seal(in.nonce, in.aad(), {}, first), "seal fails");
    {
      A other;
      expect(other.rekey(suite_, in.key) && other.seal(in.nonce, in.aad(), {}, second), "a second object takes no key");
      expect(aead_.open(in.nonce, in.aad(), first, {}) && !aead_.open(in.nonce, in.aad(), second, {}) &&
                 other.open(in.nonce, in.aad(), second, {}),
             "two objects share one key");
    }
    expect(aead_.open(in.nonce, in.aad(), first, {}), "an object that goes takes another's key with it");
  }

  template <class Expect>
  void moves(Expect& expect) noexcept {
    const Inputs in = detail::aead_inputs(4, {.header = 11, .extra = 0});
    const MutableBytes sealed = sealed_.place(0, tag_size);
    expect(keyed(1) && aead_.seal(in.nonce, in.aad(), {}, sealed), "seal fails");
    A constructed{std::move(aead_)};
    expect(constructed.open(in.nonce, in.aad(), sealed, {}), "an object that was moved to has lost the key");
    // NOLINTNEXTLINE(bugprone-use-after-move): that it holds no key is what the concept says
    expect(!aead_.seal(in.nonce, in.aad(), {}, opened_.place(0, tag_size)), "an object that was moved from has a key");
    expect(keyed(1) && aead_.open(in.nonce, in.aad(), sealed, {}), "an object that was moved from takes no new key");
    A assigned;
    expect(assigned.rekey(suite_, in.key).has_value(), "rekey fails");
    assigned = std::move(constructed);
    expect(assigned.open(in.nonce, in.aad(), sealed, {}), "an object that was assigned to has lost the key");
    // NOLINTNEXTLINE(bugprone-use-after-move): as above
    expect(!constructed.open(in.nonce, in.aad(), sealed, {}), "an object that was assigned from has a key");
  }

  Suite suite_{};
  bool good_ = true;
  A aead_;
  std::array<std::uint8_t, MaxPayload + 16> payload_{};
  Output sealed_;
  Output opened_;
};

}  // namespace e3::testing
