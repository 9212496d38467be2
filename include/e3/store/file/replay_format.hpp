#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/writer.hpp"
#include "e3/replay/receive_state.hpp"
#include "e3/replay/window.hpp"
#include "e3/store/crc32.hpp"

// Implementation notes
//
// Big-endian: "E3accpt" and version 1 (8), window width (4), record count (4), the records, CRC-32 of all before it
// (4). A record: ID size (1), ID zero-padded (16), generation (4), then twice (current, previous epoch): open (1),
// epoch (4), newest (4), words (8 each). At width 64: 21 + 2 * 17 = 55 bytes.

namespace e3 {

/// What a replay store keeps of one device.
template <std::size_t Width>
struct ReplayRecord {
  DeviceId device;
  ReceiveState<Width> state{};
};

/// The bytes of a file replay store: written from records, and parsed back with every field checked.
template <std::size_t Width>
struct ReplayFormat {
  using Window = ReplayWindow<Width>;
  static constexpr std::size_t max_records = 1024;  ///< devices one file holds

  /// Bytes of a file with `count` records.
  [[nodiscard]] static constexpr std::size_t size(std::size_t count) noexcept {
    return magic.size() + 4 + 4 + count * record_size + 4;
  }

  static constexpr std::array<std::uint8_t, 8> magic{'E', '3', 'a', 'c', 'c', 'p', 't', 1};
  static constexpr std::size_t epoch_size = 1 + 4 + 4 + 8 * Window::word_count;  ///< bytes of one epoch's state
  static constexpr std::size_t record_size = 1 + DeviceId::max_size + 4 + 2 * epoch_size;  ///< bytes of one device
  static constexpr std::size_t max_size = 8 + 4 + 4 + max_records * record_size + 4;  ///< bytes of the largest file

  /// Writes all records into `out`, which has exactly `size(records.size())` bytes.
  static void write(std::span<const ReplayRecord<Width>> records, MutableBytes out) noexcept {
    Writer writer{out};
    writer.put(magic);
    writer.number(static_cast<std::uint32_t>(Width), 4);
    writer.number(static_cast<std::uint32_t>(records.size()), 4);
    for (const auto& record : records) {
      std::array<std::uint8_t, DeviceId::max_size> id{};
      std::copy(record.device.bytes().begin(), record.device.bytes().end(), id.begin());
      writer.number(static_cast<std::uint32_t>(record.device.size()), 1);
      writer.put(id);
      writer.number(value(record.state.generation), 4);
      write_epoch(writer, true, record.state.epoch, record.state.window);
      write_epoch(writer, record.state.previous_open, record.state.previous, record.state.previous_window);
    }
    writer.number(crc32(writer.written()), 4);
  }

  /// Reads a file's content. Errors: `store_blank` (empty), `store_foreign` (no such file, or another window width),
  /// `store_corrupt`.
  [[nodiscard]] static Result<std::vector<ReplayRecord<Width>>> parse(Bytes content) {
    if (content.empty()) {
      return Error::store_blank;
    }
    const auto compared = static_cast<std::ptrdiff_t>(std::min(content.size(), magic.size()));
    if (!std::equal(magic.begin(), magic.begin() + compared, content.begin())) {
      return Error::store_foreign;
    }
    Reader reader{content};
    static_cast<void>(reader.take(magic.size()));
    const auto width = reader.number(4);
    const auto count = reader.number(4);
    if (reader.failed() || count > max_records) {
      return Error::store_corrupt;
    }
    if (width != Width) {
      return Error::store_foreign;
    }
    if (content.size() != size(count)) {
      return Error::store_corrupt;
    }
    std::vector<ReplayRecord<Width>> records;
    records.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto id_size = reader.number(1);
      const Bytes id = reader.take(DeviceId::max_size);
      const auto used = std::min<std::size_t>(id_size, DeviceId::max_size);
      const auto device = DeviceId::from(id.first(used));
      ReceiveState<Width> state;
      state.generation = Generation{reader.number(4)};
      const auto open = read_epoch(reader, state.epoch, state.window);
      const auto previous_open = read_epoch(reader, state.previous, state.previous_window);
      state.previous_open = previous_open == 1;
      const auto padding = id.subspan(used);
      const bool padded = std::all_of(padding.begin(), padding.end(), [](auto byte) { return byte == 0; });
      const bool in_order = !state.previous_open || state.previous < state.epoch;
      if (!device || id_size > DeviceId::max_size || !padded || open != 1 || previous_open > 1 || !in_order ||
          holds(records, *device)) {
        return Error::store_corrupt;
      }
      records.push_back({*device, state});
    }
    if (reader.number(4) != crc32(content.first(content.size() - 4))) {
      return Error::store_corrupt;
    }
    return records;
  }

 private:
  static void write_epoch(Writer& writer, bool open, Epoch epoch, const Window& window) noexcept {
    writer.number(open ? 1 : 0, 1);
    writer.number(value(epoch), 4);
    writer.number(static_cast<std::uint32_t>(value(window.newest())), 4);
    for (const auto word : window.words()) {
      writer.number(static_cast<std::uint32_t>(word >> 32), 4);
      writer.number(static_cast<std::uint32_t>(word), 4);
    }
  }

  static bool holds(std::span<const ReplayRecord<Width>> records, const DeviceId& device) noexcept {
    return std::any_of(records.begin(), records.end(), [&](const auto& record) { return record.device == device; });
  }

  /// Returns the byte that says whether the epoch is open, 1 or 0.
  static std::uint32_t read_epoch(Reader& reader, Epoch& epoch, Window& window) noexcept {
    const auto open = reader.number(1);
    epoch = Epoch{reader.number(4)};
    const auto newest = reader.number(4);
    std::array<std::uint64_t, Window::word_count> words{};
    for (auto& word : words) {
      const std::uint64_t high = reader.number(4);
      word = high << 32 | reader.number(4);
    }
    window = Window::restore(newest, words);
    return open;
  }
};

}  // namespace e3
