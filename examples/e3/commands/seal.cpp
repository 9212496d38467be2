#include <optional>
#include <string>

#include "aad.hpp"
#include "any_root.hpp"
#include "any_sealer.hpp"
#include "commands/commands.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/wire/parse.hpp"
#include "exit_code.hpp"
#include "hex.hpp"
#include "input.hpp"
#include "json.hpp"
#include "lines.hpp"
#include "names.hpp"
#include "output.hpp"
#include "random.hpp"
#include "sender.hpp"
#include "settings.hpp"
#include "state_folder.hpp"

namespace tool {

namespace {

Json report(const Settings& settings, e3::Bytes envelope) {
  const auto header = value_of(e3::peek(envelope), "envelope");
  return {{"device", to_hex(settings.device.bytes())}, {"suite", name_of(settings.suite)},
          {"codec", name_of(settings.codec)},          {"epoch", e3::value(header.epoch)},
          {"counter", e3::value(header.counter)},      {"size", envelope.size()}};
}

std::string line_of(const Settings& settings, e3::Bytes envelope, bool json) {
  if (!json) {
    return to_hex(envelope) + "\n";
  }
  Json line = report(settings, envelope);
  line["envelope"] = to_hex(envelope);
  return json_line(line);
}

e3::BootSalt salt_of(const SealOptions& options) {
  return options.no_salt ? e3::BootSalt::none() : e3::BootSalt{random_number()};
}

void seal_lines(const SealOptions& options, const StateFolder& folder, const AnyRoot& root, e3::Bytes aad) {
  const FormOptions& form = options.message.form;
  Lines lines{form.input, Limits::max_payload_size};
  Output output{{}};
  // Not before the first line, so that no counter is spent, nor the store locked, for nothing.
  std::optional<Sender> sender;
  while (const auto payload = lines.next()) {
    if (!sender) {
      sender.emplace(folder, root, salt_of(options));
    }
    output.write(line_of(folder.settings(), sender->seal(*payload, aad), form.json));
  }
}

void seal_one(const SealOptions& options, const StateFolder& folder, const AnyRoot& root, e3::Bytes aad) {
  const FormOptions& form = options.message.form;
  const auto payload = read_input(form.input, Limits::max_payload_size);
  const bool to_file = options.message.output != "-";
  Output output{{.path = options.message.output, .replace = options.message.force}};
  const bool text = form.hex || (form.json && !to_file);
  if (output.is_terminal() && !text) {
    throw Failure{ExitCode::usage, "an envelope is binary, and the output is a terminal: say -o FILE or --hex"};
  }
  std::optional<Output> report_output;
  if (form.json && to_file) {
    report_output.emplace(OutputChoice{});
  }
  const auto envelope = Sender{folder, root, salt_of(options)}.seal(payload, aad);
  if (text) {
    output.write(line_of(folder.settings(), envelope, form.json && !to_file));
  } else {
    output.stage(envelope);
    output.publish();
  }
  if (report_output) {
    Json line = report(folder.settings(), envelope);
    line["output"] = options.message.output;
    report_output->report(json_line(line), options.message.output + " is written");
  }
}

}  // namespace

ExitCode seal(const SealOptions& options) {
  const StateFolder folder{options.message.folder};
  const auto aad = aad_from(options.message.aad, options.message.aad_hex);
  const AnyRoot root = any_root(folder.settings().side, folder.root());
  if (options.message.form.lines) {
    seal_lines(options, folder, root, aad);
  } else {
    seal_one(options, folder, root, aad);
  }
  return ExitCode::done;
}

}  // namespace tool
