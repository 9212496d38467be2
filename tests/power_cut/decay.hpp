#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/reader.hpp"
#include "e3/store/crc32.hpp"

namespace power_cut {

/// Flips a bit of the newest record in the first two pages, of those whose CRC-32 is right the one with the highest
/// sequence number: as age does, while the device is off. Spares the only record, without which a store is corrupt.
template <class Chip>
void decay_newest(Chip& chip, std::uint32_t slot_size) noexcept {
  constexpr auto number = [](e3::Bytes bytes) noexcept { return e3::Reader{bytes}.number(4); };
  e3::MutableBytes newest;
  unsigned count = 0;
  for (std::uint32_t page = 0; page < 2; ++page) {
    for (std::uint32_t offset = 0; offset < Chip::page_size; offset += slot_size) {
      const auto slot = e3::MutableBytes{chip.cells(page)}.subspan(offset, slot_size);
      const bool sound = number(slot.last(4)) == e3::crc32(slot.first(slot_size - 4));
      count += sound ? 1 : 0;
      if (sound && (newest.empty() || number(slot.last(8)) > number(newest.last(8)))) {
        newest = slot;
      }
    }
  }
  if (count > 1) {
    newest[slot_size / 2] ^= 1;
  }
}

}  // namespace power_cut
