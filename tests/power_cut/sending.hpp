#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "e3/core/epoch.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/provision.hpp"
#include "e3/sealer.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "power_cut/decay.hpp"
#include "power_cut/fake_backend.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/flash_part.hpp"
#include "power_cut/ledger.hpp"
#include "power_cut/retention_ram.hpp"
#include "power_cut/roots.hpp"

namespace power_cut {

/// What a sending device does next.
enum class Step : std::uint8_t {
  seal,
  refill,
  deep_sleep,          ///< keeps its counters in retention RAM and boots
  wake_in_garbage,     ///< boots with anything in retention RAM
  wake_elsewhere,      ///< keeps its counters and boots firmware that knows of no retention RAM, until it crashes
  crash,               ///< boots without having been told
  next_epoch,          ///< ratchets, if it has a root store
  old_sealer_goes_on,  ///< the next epoch, and the old epoch's sealer is still in use
  provision,           ///< gets another root and formats its stores
  decay,               ///< a bit of the newest counter record flips while the device is off
  update,              ///< the same, and it gets firmware with another store
};

/// A device that seals, as an application would write it, on a chip that may fail at any moment.
///
/// `Setup` is like `Product`; its `stride` is what the cost of a mishap is counted in.
template <class Setup>
class Sending {
 public:
  using Chip = e3::testing::FaultyFlash<Setup::page_size, Setup::ratchets ? 4 : 2>;
  using Part = FlashPart<Chip>;

  /// A device that was provisioned without any mishap.
  Sending(std::span<const Step> script, Findings& findings) noexcept : script_{script}, findings_{&findings} {
    Part counters{flash_, 0};
    format<typename Setup::template Store<Part>>(counters);
  }

  [[nodiscard]] Chip& flash() noexcept { return flash_; }

  void run() {
    Eye eye{*this};
    WatchedAead::watcher = &eye;
    // A boot that fails with its power on is tried again, as a watchdog would; a few in a row mean a dead device.
    for (int failures = 0; failures < 5 && flash_.powered() && !finished();) {
      const std::size_t before = position_;
      boot();
      failures = position_ == before ? failures + 1 : 0;
    }
    WatchedAead::watcher = nullptr;
    ledger_.check(*findings_);
  }

  void power_lost() noexcept {
    mishap();
    ram_.lose_power(flash_.steps());
  }

  /// It may cost two strides: the rest of a block, and the one that was reserved ahead or that a torn record may have
  /// reserved.
  void mishap() noexcept { ledger_.mishap(2 * std::uint64_t{Setup::stride}); }

  [[nodiscard]] bool finished() const noexcept { return position_ == script_.size(); }

 private:
  struct Eye final : Watcher {
    explicit Eye(Sending& owner) noexcept : world{owner} {}
    void sealed(std::uint64_t key, std::uint64_t counter) noexcept override {
      // A device without power sends nothing, whatever the code in this process goes on to do.
      if (world.flash_.powered()) {
        world.ledger_.used(key, counter, *world.findings_);
      }
    }
    Sending& world;
  };

  void boot() {
    Part counters{flash_, 0};
    if (updated_) {
      boot_with<typename Setup::template UpdatedStore<Part>>(counters);
    } else {
      boot_with<typename Setup::template Store<Part>>(counters);
    }
    if (counters.misprogrammed()) {
      findings_->report(Finding::misprogrammed);
    }
  }

  template <class Store>
  void boot_with(Part& counters) {
    auto store = Store::open(counters);
    if (!store) {
      return refused<Store>(counters);
    }
    Roots<Chip, Setup> roots{flash_, *findings_};
    auto root = roots.load(generation_, provisioning_, *store);
    if (!root) {
      return refused<Store>(counters);
    }
    using Lease = typename Setup::template Lease<Store>;
    e3::Retained nothing;
    auto sealer = e3::make_sealer<Profile>(*root, device_id, Lease{*store, elsewhere_ ? nothing : ram_.retained()},
                                           e3::BootSalt::none());
    if (!sealer) {
      return refused<Store>(counters);
    }
    if (provisioning_) {
      seal(*sealer);
      return format<Store>(counters);
    }
    while (flash_.powered() && !finished() && go_on(*root, *sealer, *store, roots, counters)) {
    }
  }

  /// Does the script's next step; false if the device boots after it.
  template <class Sealer, class Store>
  bool go_on(const Root& root, Sealer& sealer, Store& store, Roots<Chip, Setup>& roots, Part& counters) {
    switch (script_[position_]) {
      case Step::seal:
        return done(seal(sealer));
      case Step::refill:
        return done(sealer.refill().has_value());
      case Step::deep_sleep:
        sealer.retain(ram_.retained());
        return boots_next();
      case Step::wake_in_garbage:
        ram_.fill(0xA5C3'0F96'1E2D'4B78 * (position_ + 1));
        mishap();
        return boots_next();
      case Step::wake_elsewhere:
        sealer.retain(ram_.retained());
        elsewhere_ = true;
        mishap();
        return boots_next();
      case Step::crash:
        elsewhere_ = false;
        mishap();
        return boots_next();
      case Step::next_epoch:
        if (roots.advance(root, store)) {
          return boots_next();
        }
        return false;
      case Step::old_sealer_goes_on:
        if (roots.advance(root, store)) {
          for (unsigned i = 0; i < 3 * Setup::stride; ++i) {
            seal(sealer);
          }
          return boots_next();
        }
        return false;
      case Step::provision:
        format<Store>(counters);
        return false;
      case Step::decay:
      case Step::update:
        decay_newest(flash_, 32);
        mishap();
        updated_ = updated_ || script_[position_] == Step::update;
        return boots_next();
    }
    return false;
  }

  bool done(bool success) noexcept {
    const bool counts = success && flash_.powered();
    position_ += counts ? 1 : 0;
    return counts;
  }

  bool boots_next() noexcept {
    done(true);
    return false;
  }

  template <class Sealer>
  bool seal(Sealer& sealer) {
    std::array<std::uint8_t, Sealer::max_sealed_size(0)> envelope{};
    return sealer.seal({}, envelope).has_value();
  }

  /// A store that does not open, or belongs to another key: where provisioning was cut short, it starts again.
  template <class Store>
  void refused(Part& counters) {
    if (flash_.powered() && provisioning_) {
      format<Store>(counters);
    }
  }

  /// Provisions with a root that was never used before; the device has that root once all is in place.
  template <class Store>
  void format(Part& counters) {
    provisioning_ = true;
    ++next_generation_;
    const auto root = *Root::from(first_root(next_generation_));
    const auto mark = *e3::sealing_mark<Profile>(root, device_id, e3::Epoch{});
    if (Roots<Chip, Setup>{flash_, *findings_}.format(next_generation_) && Store::format(counters, mark).has_value() &&
        flash_.powered()) {
      generation_ = next_generation_;
      provisioning_ = false;
      position_ += begun_ ? 1 : 0;
      begun_ = true;
    }
  }

  std::span<const Step> script_;
  Findings* findings_;
  Chip flash_;
  Ledger ledger_;
  RetentionRam ram_;
  std::size_t position_ = 0;
  unsigned generation_ = 0;
  unsigned next_generation_ = 0;
  bool begun_ = false;
  bool provisioning_ = false;
  bool updated_ = false;
  bool elsewhere_ = false;
};

}  // namespace power_cut
