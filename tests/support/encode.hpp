#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/wire/compact.hpp"
#include "e3/wire/standard.hpp"
#include "support/byte_arrays.hpp"

namespace support {

template <class Codec>
[[nodiscard]] ByteVector encode_as(const e3::HeaderFields& fields) {
  ByteVector out(Codec::header_size(fields.epoch, fields.counter, fields.boot_salt));
  Codec::write(fields, out);
  return out;
}

/// Calls `call.operator()<size>()` with the number `size` as a constant, for 0 to 16.
template <class Call, std::size_t Size = 0>
auto with_size(std::size_t size, Call call) {
  if constexpr (Size < 16) {
    if (size != Size) {
      return with_size<Call, Size + 1>(size, call);
    }
  }
  return call.template operator()<Size>();
}

/// The header bytes that the library's codecs write for a header that was parsed.
[[nodiscard]] inline ByteVector encode(const e3::UnverifiedHeader& header) {
  const e3::HeaderFields fields{.suite = header.suite.value_or(e3::Suite{}),
                                .epoch = header.epoch,
                                .counter = header.counter,
                                .address = header.address,
                                .boot_salt = header.boot_salt,
                                .nonce = header.nonce.value_or(e3::Nonce{}),
                                .commitment = header.commitment.value_or(e3::CommitmentValue{})};
  return with_size(header.address.size(), [&]<std::size_t Size>() -> ByteVector {
    if (header.codec == e3::CodecId::compact) {
      if constexpr (e3::detail::address_code(Size) < e3::detail::address_sizes.size()) {
        return encode_as<e3::Compact<Size>>(fields);
      }
    } else if constexpr (Size > 0) {
      return header.commitment ? encode_as<e3::Standard<Size, e3::Commitment::required>>(fields)
                               : encode_as<e3::Standard<Size>>(fields);
    }
    return {};
  });
}

}  // namespace support
