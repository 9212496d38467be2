#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/testing/aead_conformance.hpp"
#include "e3/testing/backend_conformance.hpp"
#include "support/catch.hpp"

// The control of the conformance kit: backends with one fault each, which it must find and name.

namespace {

using Good = e3::Sodium::ChaCha20Poly1305;
constexpr auto suite = e3::Suite::chacha20_poly1305;

/// A right AEAD behind a wrong door, which the classes below replace.
class Faulty {
 public:
  static constexpr bool constant_time = true;

  e3::Result<void> rekey(e3::Suite wanted, e3::FixedBytes<e3::key_size> key) noexcept {
    return good_.rekey(wanted, key);
  }
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.seal(nonce, aad, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.open(nonce, aad, in, out);
  }

 protected:
  Good good_;
};

/// Whether the kit says `sentence` of `A`.
template <class A>
bool says(const std::string& sentence) {
  std::vector<std::string> found;
  const auto kit = std::make_unique<e3::testing::AeadConformance<A>>();
  const bool good = kit->run(suite, [&](const char* text) { found.emplace_back(text); });
  CAPTURE(found);
  CHECK_FALSE(good);
  return std::find(found.begin(), found.end(), sentence) != found.end();
}

class WrongAnswer : public Faulty {
 public:
  // Right to itself: only an answer from elsewhere tells.
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.seal(turned(nonce), aad, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.open(turned(nonce), aad, in, out);
  }

 private:
  e3::FixedBytes<e3::nonce_size> turned(e3::FixedBytes<e3::nonce_size> nonce) noexcept {
    std::reverse_copy(nonce.begin(), nonce.end(), nonce_.begin());
    return nonce_;
  }
  std::array<std::uint8_t, e3::nonce_size> nonce_{};
};

class NoKeyNeeded : public Faulty {
 public:
  NoKeyNeeded() {
    const std::array<std::uint8_t, e3::key_size> zero{};
    static_cast<void>(good_.rekey(suite, zero));
  }
};

class KeepsOldKey : public Faulty {
 public:
  e3::Result<void> rekey(e3::Suite wanted, e3::FixedBytes<e3::key_size> key) noexcept {
    if (wanted != suite) {
      return e3::Error::suite_refused;
    }
    return good_.rekey(wanted, key);
  }
};

class IgnoresSuite : public Faulty {
 public:
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size> key) noexcept { return good_.rekey(suite, key); }
};

class ShortTag : public Faulty {
 public:
  // Takes 15 bytes of a tag for enough.
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    std::vector<std::uint8_t> copy(in.begin(), in.end());
    for (int last = 0; last < 256; ++last) {
      copy.back() = static_cast<std::uint8_t>(last);
      if (good_.open(nonce, aad, copy, out)) {
        return true;
      }
    }
    return false;
  }
};

class DropsExtra : public Faulty {
 public:
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.seal(nonce, {aad.header}, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.open(nonce, {aad.header}, in, out);
  }
};

class SwapsAad : public Faulty {
 public:
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.seal(nonce, {aad.extra, aad.header}, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return good_.open(nonce, {aad.extra, aad.header}, in, out);
  }
};

class WritesBehind : public Faulty {
 public:
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    *(out.data() + out.size()) = 0;
    return good_.seal(nonce, aad, in, out);
  }
};

class OnlyApart : public Faulty {
 public:
  // As a library that writes its output before it has read its input.
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    return good_.seal(nonce, aad, in, out);
  }
};

class FailsOnEmpty : public Faulty {
 public:
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return !out.empty() && good_.open(nonce, aad, in, out);
  }
};

class LosesKey : public Faulty {
 public:
  LosesKey() = default;
  LosesKey(LosesKey&&) noexcept {}
  LosesKey& operator=(LosesKey&&) noexcept { return *this; }
};

class LocksAfterFailure : public Faulty {
 public:
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    broken_ = broken_ || !good_.open(nonce, aad, in, out);
    return !broken_;
  }

 private:
  bool broken_ = false;
};

class SkipsLongTags : public Faulty {
 public:
  // As a library with a way of its own for long inputs.
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    if (out.size() < 1024) {
      return good_.open(nonce, aad, in, out);
    }
    std::vector<std::uint8_t> plaintext(in.size());
    const bool done = good_.seal(nonce, aad, in.first(out.size()), plaintext);
    std::copy_n(plaintext.begin(), out.size(), out.begin());
    return done;
  }
};

class SkipsLoneTags : public Faulty {
 public:
  // Takes half a tag for enough where there is no ciphertext.
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    if (!out.empty()) {
      return good_.open(nonce, aad, in, out);
    }
    std::array<std::uint8_t, e3::tag_size> tag{};
    return good_.seal(nonce, aad, {}, tag) && std::equal(tag.begin(), tag.begin() + 8, in.begin());
  }
};

/// As a chip with one key register.
class SharesKey {
 public:
  static constexpr bool constant_time = true;

  SharesKey() = default;
  SharesKey(SharesKey&& other) noexcept : keyed_{std::exchange(other.keyed_, false)} {}
  SharesKey& operator=(SharesKey&& other) noexcept {
    keyed_ = std::exchange(other.keyed_, false);
    return *this;
  }
  e3::Result<void> rekey(e3::Suite wanted, e3::FixedBytes<e3::key_size> key) noexcept {
    auto done = key_register().rekey(wanted, key);
    keyed_ = done.has_value();
    return done;
  }
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return keyed_ && key_register().seal(nonce, aad, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    return keyed_ && key_register().open(nonce, aad, in, out);
  }

 private:
  static Good& key_register() noexcept {
    static Good good;
    return good;
  }
  bool keyed_ = false;
};

class CopiesKey : public Faulty {
 public:
  CopiesKey() = default;
  CopiesKey(CopiesKey&& other) noexcept : key_{other.key_} { good_ = std::move(other.good_); }
  // Keeps the source's key in the source, too.
  CopiesKey& operator=(CopiesKey&& other) noexcept {
    key_ = other.key_;
    static_cast<void>(good_.rekey(suite, key_));
    return *this;
  }
  e3::Result<void> rekey(e3::Suite wanted, e3::FixedBytes<e3::key_size> key) noexcept {
    std::copy(key.begin(), key.end(), key_.begin());
    return good_.rekey(wanted, key);
  }

 private:
  std::array<std::uint8_t, e3::key_size> key_{};
};

class LocksAfterRefusal : public Faulty {
 public:
  e3::Result<void> rekey(e3::Suite wanted, e3::FixedBytes<e3::key_size> key) noexcept {
    if (broken_) {
      return e3::Error::backend_failed;
    }
    auto done = good_.rekey(wanted, key);
    broken_ = !done;
    return done;
  }

 private:
  bool broken_ = false;
};

class SealsWrongAfterFailure : public Faulty {
 public:
  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    const bool done = good_.open(nonce, aad, in, out);
    failed_ = !done;
    return done;
  }
  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    const bool done = good_.seal(nonce, aad, in, out);
    out.back() ^= static_cast<std::uint8_t>(std::exchange(failed_, false));
    return done;
  }

 private:
  bool failed_ = false;
};

/// A backend whose HKDF forgets the number of a block.
class WrongHmac : public e3::Sodium::HmacSha256 {
 public:
  explicit WrongHmac(e3::Bytes key) noexcept : HmacSha256{key} {}
  void update(e3::Bytes data) noexcept {
    if (data.size() != 1) {
      HmacSha256::update(data);
    }
  }
};

struct WrongKdf {
  template <e3::Suite S>
  using Aead = e3::Sodium::Aead<S>;
  using Kdf = e3::Hkdf<WrongHmac>;
};

template <class Backend>
bool backend_says(const std::string& sentence) {
  std::vector<std::string> found;
  const auto kit = std::make_unique<e3::testing::BackendConformance<Backend>>();
  const bool good = kit->template run<suite>([&](const char* text) { found.emplace_back(text); });
  CAPTURE(found);
  CHECK_FALSE(good);
  return std::find(found.begin(), found.end(), sentence) != found.end();
}

}  // namespace

TEST_CASE("the kit finds a backend with one fault, and names the fault") {
  CHECK(says<WrongAnswer>("seal gives another answer than the known one"));
  CHECK(says<NoKeyNeeded>("seal works before there is a key"));
  CHECK(says<KeepsOldKey>("a refused rekey leaves the old key in place"));
  CHECK(says<IgnoresSuite>("rekey takes the other suite, and seal gives another answer than that suite's known one"));
  CHECK(says<ShortTag>("open accepts another tag"));
  CHECK(says<DropsExtra>("open accepts other associated data"));
  CHECK(says<SwapsAad>("header and extra are not authenticated as their join"));
  CHECK(says<WritesBehind>("seal writes outside its output"));
  CHECK(says<OnlyApart>("seal in place gives another answer than apart"));
  CHECK(says<FailsOnEmpty>("open refuses what seal made"));
  CHECK(says<LosesKey>("an object that was moved to has lost the key"));
  CHECK(says<LocksAfterFailure>("open refuses the right inputs after it refused wrong ones"));
  CHECK(says<SkipsLongTags>("open accepts another envelope"));
  CHECK(says<SkipsLoneTags>("open accepts another envelope"));
  CHECK(says<SharesKey>("two objects share one key"));
  CHECK(says<CopiesKey>("an object that was assigned from has a key"));
  CHECK(says<LocksAfterRefusal>("after a refused rekey no key is taken"));
  CHECK(says<SealsWrongAfterFailure>("seal in place gives another answer than apart"));
}

TEST_CASE("the kit finds an HKDF that is wrong from its second block on") {
  CHECK(backend_says<WrongKdf>("HKDF gives another answer than the known one"));
  CHECK(backend_says<WrongKdf>("the envelope is another than the known one"));
}
