#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "adversary/support/fleet.hpp"
#include "e3/core/bytes.hpp"
#include "e3/opened.hpp"
#include "e3/wire/compact.hpp"
#include "support/random.hpp"

namespace adversary {

/// The ways in which the forger makes envelopes that no sender made.
enum class Trick : std::uint8_t {
  random_bytes,
  well_formed_header,
  changed_bytes,
  truncated,
  extended,
  spliced,
  re_encoded,
  not_canonical,
  reflected,
  other_aad,
  moved_aad,
  other_commitment,
  later_epoch,
};
inline constexpr std::size_t trick_count = 13;
inline constexpr std::array<const char*, trick_count> trick_names{"random bytes",
                                                                  "well-formed header, random body",
                                                                  "changed bytes",
                                                                  "truncated",
                                                                  "extended",
                                                                  "spliced",
                                                                  "re-encoded",
                                                                  "not canonical",
                                                                  "reflected",
                                                                  "other aad",
                                                                  "aad and header bytes moved",
                                                                  "other commitment",
                                                                  "of a later epoch"};

/// An envelope in a buffer of its own.
class Forgery {
 public:
  static constexpr std::size_t capacity = 512;

  void clear() noexcept { size_ = aad_size_ = 0; }
  void put(e3::Bytes bytes) noexcept {
    for (const auto byte : bytes) {
      put_byte(byte);
    }
  }
  void put_byte(std::uint8_t byte) noexcept { buffer_[size_++] = byte; }
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): number, then size, as in Writer.
  void put_number(std::uint64_t number, std::size_t size) noexcept {
    for (std::size_t left = size; left > 0; --left) {
      put_byte(static_cast<std::uint8_t>(left > 8 ? 0 : number >> (8 * (left - 1))));
    }
  }
  void put_aad(e3::Bytes bytes) noexcept {
    for (const auto byte : bytes) {
      aad_[aad_size_++] = byte;
    }
  }
  void resize(std::size_t size) noexcept { size_ = size; }

  [[nodiscard]] e3::MutableBytes bytes() noexcept { return e3::MutableBytes{buffer_}.first(size_); }
  [[nodiscard]] e3::MutableBytes aad() noexcept { return e3::MutableBytes{aad_}.first(aad_size_); }
  [[nodiscard]] e3::Envelope envelope() noexcept { return {.bytes = bytes(), .aad = aad(), .from = from}; }

  // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): what an attacker says, which may be anything.
  e3::Source from{};

 private:
  std::array<std::uint8_t, capacity> buffer_{};
  std::size_t size_ = 0;
  std::array<std::uint8_t, 128> aad_{};
  std::size_t aad_size_ = 0;
};

/// Makes forgeries from what a gateway has: the envelopes that passed it, and all that is public. Allocates nothing.
class Forger {
 public:
  Forger(const std::vector<Genuine>& heard, const std::vector<Member>& members, std::uint64_t seed)
      : heard_{heard}, members_{members}, random_{seed} {}

  void make(Trick trick, Forgery& out) noexcept {
    out.clear();
    const Genuine& model = pick([](const Genuine& g) { return is_uplink(g) && g.epoch < e3::Epoch{2}; });
    out.from = model.sealed.from;
    switch (trick) {
      case Trick::random_bytes:
        return put_random(out, random_.below(160));
      case Trick::well_formed_header:
        put_header(out, model, e3::Counter{random_.next() & 0xFFFF'FFFF}, model.codec);
        return put_random(out, e3::tag_size + random_.below(40));
      case Trick::changed_bytes:
        copy(out, model);
        return change(out.bytes());
      case Trick::truncated:
        return truncate(out, model);
      case Trick::extended:
        return extend(out, model);
      case Trick::spliced:
        return splice(out, model);
      case Trick::re_encoded:
        return re_encode(out, model);
      case Trick::not_canonical:
        return widen(out, model);
      case Trick::reflected:
        return reflect(out);
      case Trick::other_aad:
        out.put(model.sealed.bytes());
        out.put_aad(model.sealed.aad());
        out.put_aad(std::array<std::uint8_t, 1>{random_.byte()});
        return;
      case Trick::moved_aad:
        return move_aad(out, model);
      case Trick::other_commitment:
        return recommit(out, model);
      case Trick::later_epoch:
        return later_epoch(out);
    }
  }

 private:
  static bool is_uplink(const Genuine& envelope) noexcept {
    return envelope.direction == e3::Direction::device_to_cloud;
  }

  template <class Wanted>
  const Genuine& pick(Wanted wanted) noexcept {
    for (;;) {
      const Genuine& found = heard_[random_.below(heard_.size())];
      if (wanted(found)) {
        return found;
      }
    }
  }

  static void copy(Forgery& out, const Genuine& model) noexcept {
    out.put(model.sealed.bytes());
    out.put_aad(model.sealed.aad());
  }

  void put_random(Forgery& out, std::size_t size) noexcept {
    for (std::size_t i = 0; i < size; ++i) {
      out.put_byte(random_.byte());
    }
  }

  void change(e3::MutableBytes bytes) noexcept {
    // Positions in rising order, so that no change takes an earlier one back.
    std::size_t at = random_.below(bytes.size());
    for (std::size_t left = 1 + random_.below(4); left > 0 && at < bytes.size(); --left) {
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1 + random_.below(255)));
      at += 1 + random_.below(8);
    }
  }

  void truncate(Forgery& out, const Genuine& model) noexcept {
    const auto bytes = model.sealed.bytes();
    const std::size_t lost = 1 + random_.below(bytes.size());
    const std::size_t from_front = random_.below(4) == 0 ? random_.below(lost + 1) : 0;
    out.put(bytes.subspan(from_front, bytes.size() - lost));
    out.put_aad(model.sealed.aad());
  }

  void extend(Forgery& out, const Genuine& model) noexcept {
    const auto bytes = model.sealed.bytes();
    const std::size_t at = random_.coin() ? bytes.size() : random_.below(bytes.size() + 1);
    const std::size_t added = 1 + random_.below(20);
    out.put(bytes.first(at));
    if (random_.coin()) {
      put_random(out, added);
    } else {
      out.put_number(0, added);
    }
    out.put(bytes.subspan(at));
    out.put_aad(model.sealed.aad());
  }

  void splice(Forgery& out, const Genuine& model) noexcept {
    const Genuine& other = pick([&](const Genuine& g) { return &g != &model; });
    out.put(model.sealed.header());
    out.put(other.sealed.body());
    out.put_aad(random_.coin() ? model.sealed.aad() : other.sealed.aad());
  }

  void re_encode(Forgery& out, const Genuine& model) noexcept {
    put_header(out, model, model.counter,
               model.codec == e3::CodecId::standard ? e3::CodecId::compact : e3::CodecId::standard);
    out.put(model.sealed.body());
    out.put_aad(model.sealed.aad());
  }

  void reflect(Forgery& out) noexcept {
    const Genuine& downlink = pick([](const Genuine& g) { return !is_uplink(g); });
    out.from = downlink.sealed.from;
    copy(out, downlink);
  }

  // The last header bytes become the caller's aad, or its first bytes the header's last: the join stays the same.
  void move_aad(Forgery& out, const Genuine& model) noexcept {
    const auto header = model.sealed.header();
    const auto aad = model.sealed.aad();
    const std::size_t moved = 1 + random_.below(4);
    if (random_.coin() && aad.size() >= moved) {
      out.put(header);
      out.put(aad.first(moved));
      out.put(model.sealed.body());
      out.put_aad(aad.subspan(moved));
    } else {
      const std::size_t kept = header.size() - std::min(moved, header.size() - 1);
      out.put(header.first(kept));
      out.put(model.sealed.body());
      out.put_aad(header.subspan(kept));
      out.put_aad(aad);
    }
  }

  void recommit(Forgery& out, const Genuine& model) noexcept {
    const bool had = members_[model.device].identity.commitment == e3::Commitment::required;
    if (model.codec == e3::CodecId::compact) {
      copy(out, model);
      return change(out.bytes());
    }
    const auto header = model.sealed.header();
    out.put(had ? header.first(header.size() - e3::commitment_size) : header);
    const bool keep_flag = had && random_.coin();
    out.bytes()[2] = !had || keep_flag ? 1 : 0;
    if (!had) {
      out.put(model.commitment);
    } else if (keep_flag) {
      const Genuine& other = pick([&](const Genuine& g) { return g.commitment != model.commitment; });
      out.put(other.commitment);
    }
    out.put(model.sealed.body());
    out.put_aad(model.sealed.aad());
  }

  void later_epoch(Forgery& out) noexcept {
    const Genuine& later = pick([](const Genuine& g) { return is_uplink(g) && g.epoch == e3::Epoch{2}; });
    out.from = later.sealed.from;
    copy(out, later);
    change(out.bytes().subspan(random_.coin() ? 0 : later.sealed.header_size));
  }

  // Values in more bytes than they need, a salt of 0, counters of 2^32 and more.
  void widen(Forgery& out, const Genuine& model) noexcept {
    const auto& address = members_[model.device].identity.device.address();
    if (model.codec == e3::CodecId::standard) {
      out.put(model.sealed.bytes());
      out.bytes()[8 + random_.below(4)] = static_cast<std::uint8_t>(1 + random_.below(255));
    } else {
      const std::size_t epoch_code = e3::detail::epoch_code(model.epoch) + 1 + random_.below(2);
      const std::size_t counter_size = e3::detail::counter_bytes(model.counter) + random_.below(3);
      const std::size_t control =
          e3::detail::address_code(address.size()) << 5 | 1U << 4 | (counter_size - 1) << 2 | epoch_code;
      out.put_number(control, 1);
      out.put_number(e3::value(model.epoch), e3::detail::epoch_size(epoch_code));
      out.put(address.bytes());
      out.put_number(e3::value(model.counter), counter_size);
      out.put_number(model.boot_salt, 4);
      out.put(model.sealed.body());
    }
    out.put_aad(model.sealed.aad());
  }

  // Written by hand, so that the library's codecs do not vouch for themselves.
  void put_header(Forgery& out, const Genuine& model, e3::Counter counter, e3::CodecId codec) noexcept {
    const auto& identity = members_[model.device].identity;
    if (codec == e3::CodecId::standard) {
      const bool committed = identity.commitment == e3::Commitment::required;
      out.put_number(0xE3, 1);
      out.put_number(0x10U | static_cast<std::uint32_t>(identity.suite), 1);
      out.put_number(committed ? 1 : 0, 1);
      out.put_number(identity.device.size(), 1);
      out.put_number(e3::value(model.epoch), 4);
      out.put_number(e3::value(counter), 8);
      out.put(e3::make_nonce(model.base_nonce, model.boot_salt, counter));
      out.put(identity.device.bytes());
      if (committed) {
        out.put(model.commitment);
      }
      return;
    }
    const bool aliased = identity.alias.size() > 0 && random_.coin();
    const auto& address = aliased ? identity.alias : identity.device.address();
    const std::size_t epoch_code = e3::detail::epoch_code(model.epoch);
    const std::size_t counter_size = e3::detail::counter_bytes(counter);
    out.put_number(e3::detail::address_code(address.size()) << 5 | (model.boot_salt != 0 ? 1U : 0U) << 4 |
                       (counter_size - 1) << 2 | epoch_code,
                   1);
    out.put_number(e3::value(model.epoch), e3::detail::epoch_size(epoch_code));
    out.put(address.bytes());
    out.put_number(e3::value(counter), counter_size);
    out.put_number(model.boot_salt, model.boot_salt != 0 ? 4 : 0);
  }

  const std::vector<Genuine>& heard_;
  const std::vector<Member>& members_;
  support::Random random_;
};

}  // namespace adversary
