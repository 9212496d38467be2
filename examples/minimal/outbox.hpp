#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <span>
#include <sstream>
#include <string>

#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "text.hpp"

/// What lets no accepted reading get lost in a crash: payloads are durable before their accept is.
///
/// A replay authority alone delivers at most once: a crash between the accept and the delivery loses the payload, and
/// the envelope, presented again, is a replay. So each claim that will be accepted is written here first, then its
/// accept is stored. After a restart `recover` gives back all that was accepted since the last start; whoever it is
/// delivered to may have it already, and knows it by (device, epoch, counter). It grows until then: a cloud that runs for
/// months removes what was delivered.
class Outbox {
 public:
  /// One accepted reading.
  struct Entry {
    std::string device;
    std::uint32_t epoch = 0;
    std::uint64_t counter = 0;
    e3::Gap gap;
    std::string text;
  };

  Outbox(e3::FileReplayStore& store, std::string path) : store_{&store}, path_{std::move(path)} {}

  /// Hands every reading accepted since the last start to `deliver`, then starts an empty outbox.
  template <class Deliver>
  void recover(Deliver deliver) {
    std::ifstream file{path_};
    for (std::string line; std::getline(file, line);) {
      std::istringstream fields{line};
      Entry entry;
      std::uint64_t first = 0;
      // A last line that was cut off has no end mark; its accept never happened.
      if (fields >> entry.device >> entry.epoch >> entry.counter >> first >> entry.gap.count &&
          std::getline(fields >> std::ws, entry.text) && entry.text.ends_with(end_mark) && was_accepted(entry)) {
        entry.gap.first = e3::Counter{first};
        entry.text.resize(entry.text.size() - end_mark.size());
        deliver(entry);
      }
    }
    file_ = e3::FileHandle{::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600)};
  }

  /// See `e3::ReplayAuthority`.
  e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    std::string lines;
    for (const auto& claim : claims) {
      const e3::Claim answer = judged(claim);
      if (answer.verdict == e3::Verdict::accepted) {
        lines += to_hex(claim.device.bytes()) + ' ' + std::to_string(e3::value(claim.epoch)) + ' ' +
                 std::to_string(e3::value(claim.counter)) + ' ' + std::to_string(e3::value(answer.gap.first)) + ' ' +
                 std::to_string(answer.gap.count) + ' ' + printable(claim.payload) + std::string{end_mark} + '\n';
      }
    }
    const off_t before = ::lseek(file_.get(), 0, SEEK_END);
    if (::write(file_.get(), lines.data(), lines.size()) != static_cast<ssize_t>(lines.size()) ||
        ::fsync(file_.get()) != 0) {
      static_cast<void>(::ftruncate(file_.get(), before));
      return e3::Error::store_failed;
    }
    return store_->try_accept(claims);
  }

 private:
  static constexpr std::string_view end_mark = " .";

  /// What the store would answer to a claim, without accepting it.
  e3::Claim judged(e3::Claim claim) const noexcept {
    claim.verdict = e3::Verdict::unknown;
    if (auto known = store_->find(claim.device)) {
      known->state.accept(claim);  // on a copy
    }
    return claim;
  }

  bool was_accepted(const Entry& entry) const {
    const auto device = device_from_hex(entry.device);
    const auto known = store_->find(device);
    const auto verdict = judged({.device = device,
                                 .generation = known ? known->state.generation : e3::Generation{},
                                 .epoch = e3::Epoch{entry.epoch},
                                 .counter = e3::Counter{entry.counter}})
                             .verdict;
    return verdict != e3::Verdict::accepted && verdict != e3::Verdict::unknown;
  }

  e3::FileReplayStore* store_;
  std::string path_;
  e3::FileHandle file_;
};
