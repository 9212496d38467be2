#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "e3/core/bytes.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/keys/labels.hpp"
#include "e3/keys/root.hpp"
#include "e3/profile/profile.hpp"
#include "e3/provision.hpp"
#include "e3/ratchet_step.hpp"
#include "e3/wire/compact.hpp"
#include "power_cut/fake_backend.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/flash_part.hpp"
#include "support/byte_arrays.hpp"

namespace power_cut {

inline constexpr e3::DeviceId device_id{std::array<std::uint8_t, 2>{0xD0, 0x01}};
using Profile = e3::ChaCha20Poly1305<FakeBackend, e3::Compact<2>>;
using Root = e3::DeviceRoot<Profile>;
using RootBytes = std::array<std::uint8_t, e3::root_size>;

/// The root that a device is provisioned with the `generation`-th time.
[[nodiscard]] inline RootBytes first_root(unsigned generation) noexcept {
  RootBytes bytes{};
  static_cast<void>(MixingKdf::extract({}, support::counting<4>(generation))->expand({}, bytes));
  return bytes;
}

/// What that root has become in `epoch`, if the device ratchets.
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the root first, then how often it was ratcheted.
[[nodiscard]] inline RootBytes ratcheted_root(unsigned generation, std::uint32_t epoch) noexcept {
  RootBytes bytes = first_root(generation);
  for (; epoch > 0; --epoch) {
    const auto kdf = *MixingKdf::extract(e3::labels::extract_salt, bytes);
    static_cast<void>(kdf.expand(e3::labels::ratchet, bytes));
  }
  return bytes;
}

/// A root from outside the chip, the same for every epoch.
template <class Chip, class Setup, bool Ratchets = Setup::ratchets>
class Roots {
 public:
  Roots(Chip&, Findings&) noexcept {}

  [[nodiscard]] bool format(unsigned) noexcept { return true; }

  template <class Store>
  [[nodiscard]] e3::Result<Root> load(unsigned generation, bool, Store&) noexcept {
    return Root::from(first_root(generation));
  }

  template <class Store>
  [[nodiscard]] bool advance(const Root& root, Store& store) noexcept {
    return e3::advance_to<Profile>(root, device_id, store, e3::Epoch{e3::value(*store.epoch()) + 1}).has_value();
  }
};

/// The root of each epoch from the chip's second pair of pages, which is searched for what should no longer be there.
template <class Chip, class Setup>
class Roots<Chip, Setup, true> {
 public:
  Roots(Chip& chip, Findings& findings) noexcept : chip_{chip}, findings_{findings} {}

  [[nodiscard]] bool format(unsigned generation) noexcept {
    if (!Store::format(part_, first_root(generation))) {
      return false;
    }
    for (unsigned old = 1; old < generation; ++old) {
      expect_erased(old, 4);
    }
    return true;
  }

  /// While provisioning is under way, the store may have the old root or the new one.
  template <class Counters>
  [[nodiscard]] e3::Result<Root> load(unsigned generation, bool provisioning, Counters& store) noexcept {
    auto roots = Store::open(part_);
    if (!roots) {
      return roots.error();
    }
    roots_ = *roots;
    generation_ = generation;
    auto root = e3::load_root<Profile>(*roots_, store);
    if (root && !provisioning) {
      expect_only(*store.epoch());
    }
    return root;
  }

  template <class Counters>
  [[nodiscard]] bool advance(const Root& root, Counters& store) noexcept {
    const bool stepped = e3::ratchet_to_next<Profile>(root, device_id, *roots_, store).has_value();
    if (stepped) {
      expect_only(*store.epoch());
    }
    return stepped;
  }

 private:
  using Part = FlashPart<Chip>;
  using Store = typename Setup::template RootStore<Part>;

  /// The root store has the root of this epoch, and nothing of an earlier one.
  void expect_only(e3::Epoch epoch) noexcept {
    const auto root = roots_->load(epoch);
    if (!root || !support::same(root->bytes(), ratcheted_root(generation_, e3::value(epoch)))) {
      findings_.report(Finding::stuck);
    }
    expect_erased(generation_, e3::value(epoch));
  }

  /// No quarter of the roots of the epochs before `end` is in the cells.
  void expect_erased(unsigned generation, std::uint32_t end) noexcept {
    constexpr std::size_t quarter = e3::root_size / 4;
    for (std::uint32_t epoch = 0; epoch < end; ++epoch) {
      const RootBytes root = ratcheted_root(generation, epoch);
      for (std::uint32_t page = 2; page < 4; ++page) {
        const e3::Bytes cells = chip_.cells(page);
        for (std::size_t i = 0; i < root.size(); i += quarter) {
          const auto piece = e3::Bytes{root}.subspan(i, quarter);
          if (std::search(cells.begin(), cells.end(), piece.begin(), piece.end()) != cells.end()) {
            findings_.report(Finding::root_remains);
            return;
          }
        }
      }
    }
  }

  Chip& chip_;
  Findings& findings_;
  Part part_{chip_, 2};
  std::optional<Store> roots_;
  unsigned generation_ = 0;
};

}  // namespace power_cut
