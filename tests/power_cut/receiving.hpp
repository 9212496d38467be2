#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/error.hpp"
#include "e3/core/suite.hpp"
#include "e3/opener.hpp"
#include "e3/peers/peer.hpp"
#include "e3/peers/peer_list.hpp"
#include "e3/replay/ceiling.hpp"
#include "e3/store/flash/ceiling_store.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "power_cut/decay.hpp"
#include "power_cut/downlink.hpp"
#include "power_cut/fake_backend.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/flash_part.hpp"
#include "power_cut/roots.hpp"

namespace power_cut {

/// What happens to a receiving device next.
enum class Event : std::uint8_t {
  message,       ///< the next message of the epoch arrives
  late_message,  ///< the one before the next arrives after it
  jump,          ///< a message arrives after many were dropped
  next_epoch,    ///< the sender's next message is of the next epoch
  shutdown,      ///< a clean one, then a boot
  crash,         ///< a boot
  decay,         ///< a bit of the newest record flips, then a boot
  provision,     ///< both ends get another root
};

/// A device that opens what its cloud seals, with a receive ceiling, and an attacker who presents every old envelope at
/// every boot.
template <std::uint32_t Lease, template <class> class StoreOn = e3::FlashCeilingStore>
class Receiving {
 public:
  using Chip = e3::testing::FaultyFlash<256>;
  using Part = FlashPart<Chip>;
  using Store = StoreOn<Part>;
  using Receiver = e3::ReceiveCeiling<Store, Lease>;
  using Cloud = e3::PeerList<WatchedAead, Receiver, 1>;

  Receiving(std::span<const Event> script, Findings& findings) noexcept : script_{script}, findings_{&findings} {
    Part part{flash_, 0};
    provision(part);
  }

  [[nodiscard]] Chip& flash() noexcept { return flash_; }

  void run() {
    for (int failures = 0; failures < 5 && flash_.powered() && !finished();) {
      const std::size_t before = position_;
      boot();
      failures = position_ == before ? failures + 1 : 0;
    }
    if (lost_ > allowed_) {
      findings_->report(Finding::skipped);
    }
  }

  void power_lost() noexcept { mishap(); }

  /// It costs a lease; within a clean shutdown what is left of one, and one more for the record that was torn.
  void mishap() noexcept {
    const bool shuts_down = std::find(script_.begin(), script_.end(), Event::shutdown) != script_.end();
    allowed_ += (shuts_down ? 2 : 1) * std::uint64_t{Lease};
  }

  [[nodiscard]] bool finished() const noexcept { return position_ == script_.size(); }

 private:
  struct Message {
    Downlink envelope;
    unsigned generation = 0;
    e3::Epoch epoch{};
    e3::Counter counter{};
    bool accepted = false;
    bool lost = false;
  };

  enum class Answer : std::uint8_t { accepted, refused, none };

  /// The device's code while its power is on.
  struct Device {
    Receiver receiver;
    Cloud cloud{receiver, {.keep_previous = false}};
    e3::Opener<WatchedAead, Cloud, e3::Codecs::compact> opener{cloud};
  };

  void boot() {
    Part part{flash_, 0};
    auto store = Store::open(part);
    if (provisioning_) {
      provision(part);
    } else if (store) {
      if (auto receiver = Receiver::open(*store)) {
        use(*std::move(receiver), part);
      }
    }
    if (part.misprogrammed()) {
      findings_->report(Finding::misprogrammed);
    }
  }

  void use(Receiver receiver, Part& part) {
    Device device{std::move(receiver)};
    const e3::PeerIdentity cloud{.device = device_id, .suite = Profile::suite};
    auto peer = e3::Peer<WatchedAead>::make(cloud, root(), device.receiver.epoch());
    if (!peer || !device.cloud.add(*std::move(peer))) {
      return;
    }
    replay_all(device);
    while (flash_.powered() && !finished() && go_on(device, part)) {
    }
  }

  /// Does the script's next step; false if the device boots after it.
  bool go_on(Device& device, Part& part) {
    switch (script_[position_]) {
      case Event::message:
        return done(present_next(device, 0));
      case Event::late_message:
        return done(present_next(device, 1));
      case Event::jump:
        return done(present_next(device, 5 * Lease));
      case Event::next_epoch:
        begin_next_epoch();
        return done(present_next(device, 0));
      case Event::shutdown:
        done(device.receiver.close().has_value());
        return false;
      case Event::decay:
        decay_newest(flash_, 64);
        [[fallthrough]];
      case Event::crash:
        mishap();
        done(true);
        return false;
      case Event::provision:
        provision(part);
        return false;
    }
    return false;
  }

  /// Once, however often its first message has to be presented.
  void begin_next_epoch() noexcept {
    if (epoch_begun_at_ != position_) {
      epoch_begun_at_ = position_;
      epoch_ = e3::Epoch{e3::value(epoch_) + 1};
      next_ = 0;
    }
  }

  bool done(bool success) noexcept {
    const bool counts = success && flash_.powered();
    position_ += counts ? 1 : 0;
    return counts;
  }

  /// The message after the next `dropped`, and then, if it was one, the dropped one. False if they are to be presented
  /// again.
  bool present_next(Device& device, std::uint64_t dropped) {
    const e3::Counter counter{next_ + dropped};
    Message& message = known(counter);
    const Answer answer = open(device, message);
    if (answer == Answer::refused && !message.accepted && !message.lost) {
      message.lost = true;
      ++lost_;
    }
    // A crash loses what was overtaken before it, lease or not.
    if (answer == Answer::none || (dropped == 1 && open(device, known(e3::Counter{next_})) == Answer::none)) {
      return false;
    }
    next_ = e3::value(counter) + 1;
    return true;
  }

  void replay_all(Device& device) {
    for (std::size_t i = 0; i < message_count_; ++i) {
      if (messages_.at(i).accepted) {
        open(device, messages_.at(i));
      }
    }
  }

  Answer open(Device& device, Message& message) {
    std::array<std::uint8_t, 1> payload{};
    const e3::Envelope envelope{.bytes = message.envelope.bytes()};
    auto opened = device.opener.open(envelope, payload);
    if (!opened && opened.error() == e3::Error::epoch_not_open) {
      opened = device.opener.open_next_epoch(root(), envelope, payload);
    }
    // Without power nobody acts on anything; if the store failed, whoever delivers presents the message again.
    if (!flash_.powered() || (!opened && e3::classify(opened.error()) == e3::ErrorClass::local_fault)) {
      return Answer::none;
    }
    if (!opened) {
      return Answer::refused;
    }
    if (message.accepted || message.generation != generation_) {
      findings_->report(Finding::accepted_twice);
    }
    message.accepted = true;
    return Answer::accepted;
  }

  /// The message of the current generation and epoch with this counter, sealed now if it was not before.
  Message& known(e3::Counter counter) {
    for (std::size_t i = 0; i < message_count_; ++i) {
      Message& message = messages_.at(i);
      if (message.generation == generation_ && message.epoch == epoch_ && message.counter == counter) {
        return message;
      }
    }
    return messages_.at(message_count_++) = {.envelope = {generation_, epoch_, counter},
                                             .generation = generation_,
                                             .epoch = epoch_,
                                             .counter = counter};
  }

  [[nodiscard]] Root root() const { return *Root::from(first_root(generation_)); }

  /// Both ends get a root that was never used before, and only then the store is formatted: envelopes of the old root
  /// no longer open.
  void provision(Part& part) {
    provisioning_ = true;
    ++generation_;
    epoch_ = e3::Epoch{};
    next_ = 0;
    if (Store::format(part).has_value() && flash_.powered()) {
      provisioning_ = false;
      position_ += begun_ ? 1 : 0;
      begun_ = true;
    }
  }

  std::span<const Event> script_;
  Findings* findings_;
  Chip flash_;
  std::array<Message, 24> messages_{};
  std::size_t message_count_ = 0;
  std::size_t position_ = 0;
  std::size_t epoch_begun_at_ = std::numeric_limits<std::size_t>::max();
  unsigned generation_ = 0;
  e3::Epoch epoch_{};
  std::uint64_t next_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t allowed_ = 0;
  bool begun_ = false;
  bool provisioning_ = false;
};

}  // namespace power_cut
