#include "envelope_fields.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/suite.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/parse.hpp"
#include "exit_code.hpp"
#include "hex.hpp"
#include "json.hpp"
#include "names.hpp"

namespace tool {

namespace {

/// Cuts an envelope into fields, from its start.
class Cutter {
 public:
  explicit Cutter(e3::Bytes envelope) : envelope_{envelope} {}

  /// The next `size` bytes are this field; a field of no bytes is not there.
  void field(const char* name, std::size_t size, const std::string& meaning) {
    if (size > 0) {
      fields_.push_back({name, at_, envelope_.subspan(at_, size), meaning});
    }
    at_ += size;
  }

  [[nodiscard]] std::vector<Field> take() { return std::move(fields_); }

 private:
  e3::Bytes envelope_;
  std::size_t at_ = 0;
  std::vector<Field> fields_;
};

std::string number(std::uint64_t value) { return std::to_string(value); }

std::string bytes_text(std::size_t size) { return number(size) + (size == 1 ? " byte" : " bytes"); }

void cut_standard(Cutter& cut, const e3::UnverifiedHeader& header) {
  const bool committed = header.commitment.has_value();
  cut.field("magic", 1, "a standard envelope");
  cut.field("version and suite", 1,
            "version " + number(e3::wire_version) + ", suite " + number(static_cast<unsigned>(*header.suite)) + ": " +
                name_of(*header.suite));
  cut.field("flags", 1, committed ? "a key commitment follows the device ID" : "no key commitment");
  cut.field("device ID size", 1, bytes_text(header.address.size()));
  cut.field("key epoch", 4, "epoch " + number(e3::value(header.epoch)));
  cut.field("counter", 8, "message " + number(e3::value(header.counter)) + " under its key, from 0");
  cut.field("nonce", e3::nonce_size, "of the key, the boot salt and the counter");
  cut.field("device ID", header.address.size(), "who claims to have sealed it");
  cut.field("key commitment", committed ? e3::commitment_size : 0, "of the one key that opens it");
}

void cut_compact(Cutter& cut, const e3::UnverifiedHeader& header) {
  const std::size_t address = header.address.size();
  const std::size_t epoch = e3::detail::epoch_size(e3::detail::epoch_code(header.epoch));
  const std::size_t counter = e3::detail::counter_bytes(header.counter);
  cut.field("control", 1,
            "a compact envelope: address of " + bytes_text(address) + ", counter of " + bytes_text(counter) +
                ", epoch of " + bytes_text(epoch) + (header.boot_salt != 0 ? ", boot salt" : ", no boot salt"));
  cut.field("key epoch", epoch, "epoch " + number(e3::value(header.epoch)));
  cut.field("address", address, "device ID or alias of who claims to have sealed it");
  cut.field("counter", counter, "message " + number(e3::value(header.counter)) + " under its key, from 0");
  cut.field("boot salt", header.boot_salt != 0 ? 4 : 0, "drawn when the sealer started");
}

e3::Parsed parse(e3::Bytes envelope, const std::string& where) {
  if (envelope.empty()) {
    throw Failure{ExitCode::input, where + ": it is empty, and an envelope has at least 18 bytes; check what wrote it"};
  }
  return value_of(e3::parse(envelope), where);
}

}  // namespace

std::vector<Field> fields_of(e3::Bytes envelope, const std::string& where) {
  const auto parsed = parse(envelope, where);
  Cutter cut{envelope};
  if (parsed.header.codec == e3::CodecId::standard) {
    cut_standard(cut, parsed.header);
  } else {
    cut_compact(cut, parsed.header);
  }
  const std::size_t payload = parsed.sealed.size() - e3::tag_size;
  cut.field("ciphertext", payload, "a payload of " + bytes_text(payload));
  cut.field("tag", e3::tag_size, "covers the payload, every byte of the header, and the aad");
  return cut.take();
}

std::string table_of(const std::vector<Field>& fields) {
  // More than a line of bytes helps nobody; --json has them all.
  constexpr std::size_t shown = 16;
  const auto padded = [](std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
  };
  std::string table = padded("offset", 8) + padded("size", 7) + padded("field", 19) + padded("bytes", 37) + "meaning\n";
  for (const auto& field : fields) {
    const auto head = field.bytes.first(std::min(field.bytes.size(), shown));
    table += padded(number(field.offset), 8) + padded(number(field.bytes.size()), 7) + padded(field.name, 19) +
             padded(to_hex(head) + (head.size() < field.bytes.size() ? "..." : ""), 37) + field.meaning + "\n";
  }
  return table;
}

Json json_of(e3::Bytes envelope, const std::vector<Field>& fields) {
  const auto parsed = parse(envelope, "envelope");
  const auto& header = parsed.header;
  Json json{{"verified", false},
            {"codec", name_of(header.codec)},
            {"size", envelope.size()},
            {"payload_size", parsed.sealed.size() - e3::tag_size},
            {"epoch", e3::value(header.epoch)},
            {"counter", e3::value(header.counter)},
            {"address", to_hex(header.address.bytes())}};
  if (header.suite) {
    json["suite"] = name_of(*header.suite);
  }
  if (header.nonce) {
    json["nonce"] = to_hex(*header.nonce);
  }
  if (header.commitment) {
    json["commitment"] = to_hex(*header.commitment);
  }
  if (header.codec == e3::CodecId::compact) {
    json["boot_salt"] = header.boot_salt;
  }
  json["fields"] = Json::array();
  for (const auto& field : fields) {
    json["fields"].push_back({{"name", field.name},
                              {"offset", field.offset},
                              {"size", field.bytes.size()},
                              {"bytes", to_hex(field.bytes)},
                              {"meaning", field.meaning}});
  }
  return json;
}

}  // namespace tool
