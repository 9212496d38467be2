#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/keys/root.hpp"
#include "e3/sealer.hpp"
#include "power_cut/fake_backend.hpp"
#include "power_cut/roots.hpp"

namespace power_cut {

/// What a cloud seals for the device: an empty payload with this counter.
class Downlink {
 public:
  Downlink() = default;
  Downlink(unsigned generation, e3::Epoch epoch, e3::Counter counter) noexcept {
    const auto root = e3::CloudRoot<FakeBackend>::from(first_root(generation));
    auto sealer = e3::make_sealer<Profile>(*root, device_id, OneCounter{epoch, counter}, e3::BootSalt::none());
    const e3::Bytes sealed = *sealer->seal({}, bytes_);
    start_ = bytes_.size() - sealed.size();
  }

  [[nodiscard]] e3::Bytes bytes() const noexcept { return e3::Bytes{bytes_}.subspan(start_); }

 private:
  /// A cloud's counters are no concern here.
  class OneCounter {
   public:
    OneCounter(e3::Epoch epoch, e3::Counter counter) noexcept : epoch_{epoch}, counter_{counter} {}
    OneCounter(OneCounter&&) = default;
    OneCounter& operator=(OneCounter&&) = default;
    OneCounter(const OneCounter&) = delete;
    OneCounter& operator=(const OneCounter&) = delete;
    ~OneCounter() = default;

    [[nodiscard]] e3::Result<e3::Epoch> epoch() const noexcept { return epoch_; }
    [[nodiscard]] e3::Result<void> start(const e3::KeyMark&) noexcept { return {}; }
    [[nodiscard]] e3::Result<e3::Counter> take(e3::Counter) noexcept { return counter_; }
    [[nodiscard]] e3::Counter next() const noexcept { return counter_; }

   private:
    e3::Epoch epoch_;
    e3::Counter counter_;
  };

  std::array<std::uint8_t, e3::Sealer<Profile, OneCounter>::max_sealed_size(0)> bytes_{};
  std::size_t start_ = 0;  // the envelope ends where the frame does
};

}  // namespace power_cut
