#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aad.hpp"
#include "commands/commands.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/error.hpp"
#include "e3/opened.hpp"
#include "envelope_fields.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "hex.hpp"
#include "input.hpp"
#include "json.hpp"
#include "lines.hpp"
#include "names.hpp"
#include "notice.hpp"
#include "output.hpp"
#include "receiver.hpp"
#include "state_folder.hpp"

namespace tool {

namespace {

Json report(const e3::Opened& opened) {
  const e3::Header& header = opened.header;
  const Json missing{{"first", e3::value(opened.gap.first)}, {"count", opened.gap.count}};
  return {{"verified", true},
          {"device", to_hex(header.device().bytes())},
          {"suite", name_of(header.suite())},
          {"codec", name_of(header.codec())},
          {"epoch", e3::value(header.epoch())},
          {"counter", e3::value(header.counter())},
          {"boot_salt", header.boot_salt()},
          {"late", opened.gap.late},
          {"missing", opened.gap.count > 0 ? missing : Json{}},
          {"payload_size", opened.payload.size()}};
}

void note_gap(const e3::Opened& opened) {
  if (opened.gap.count > 0) {
    const auto first = e3::value(opened.gap.first);
    const auto count = opened.gap.count;
    const auto range = std::to_string(first) + (count > 1 ? " to " + std::to_string(first + count - 1) : "");
    say("e3: note: " + std::to_string(count) + (count > 1 ? " messages" : " message") + " before this one " +
        (count > 1 ? "are missing, counters " : "is missing, counter ") + range + ".\n");
  }
}

/// Opens envelopes for one run of the command, and sends each payload where the options say.
class Run {
 public:
  Run(const OpenOptions& options, const StateFolder& folder)
      : options_{&options},
        aad_{aad_from(options.message.aad, options.message.aad_hex)},
        output_{{.path = options.message.output, .replace = options.message.force, .secret = true}},
        store_{folder.accepted_path()},
        receiver_{folder, folder.root()} {
    if (form().json && to_file()) {
      report_output_.emplace(OutputChoice{});
    }
  }

  void open(const std::vector<std::uint8_t>& envelope, const std::string& where) {
    std::vector<std::uint8_t> buffer(envelope.size());
    const auto fields = fields_of(envelope, where);
    const auto result = receiver_.open(envelope, aad_, buffer, [&](e3::Bytes payload) { stage(payload); });
    const bool ours = !result && e3::classify(result.error()) == e3::ErrorClass::local_fault;
    const auto opened = value_of(result, ours ? store_ : where);
    if (form().json) {
      Json line = report(opened);
      if (to_file()) {
        line["output"] = options_->message.output;
        publish(output_);
        report_output_->report(json_line(line), options_->message.output + " is written");
      } else {
        line["payload"] = to_hex(opened.payload);
        output_.stage(bytes_of(json_line(line)));
        publish(output_);
      }
    } else {
      publish(output_);
      note_gap(opened);
    }
    if (options_->inspect) {
      say(table_of(fields) + "authentic, from device " + to_hex(opened.header.device().bytes()) + "\n");
    }
  }

 private:
  [[nodiscard]] const FormOptions& form() const { return options_->message.form; }
  [[nodiscard]] bool to_file() const { return options_->message.output != "-"; }

  // Called between authentication and accept: what throws here leaves the envelope unopened.
  void stage(e3::Bytes payload) {
    if (form().json && !to_file()) {
      return;
    }
    if (!form().lines) {
      output_.stage(payload);
      return;
    }
    std::vector<std::uint8_t> line{payload.begin(), payload.end()};
    if (std::find(line.begin(), line.end(), '\n') != line.end()) {
      throw Failure{ExitCode::usage,
                    "a payload has a line break in it, so that lines would not tell where it ends; say "
                    "--json as well; it is not opened yet"};
    }
    line.push_back('\n');
    output_.stage(line);
  }

  static void publish(Output& output) {
    const bool kept = output.is_file();
    try {
      output.publish();
    } catch (const Failure& failure) {
      throw Failure{failure.code(), std::string{failure.what()} +
                                        "; the message counts as opened and will not open again" +
                                        (kept ? "" : ", so have it sent anew")};
    }
  }

  const OpenOptions* options_;
  std::vector<std::uint8_t> aad_;
  Output output_;
  std::optional<Output> report_output_;
  std::string store_;
  Receiver receiver_;
};

bool is_about_the_envelope(ExitCode code) {
  return code == ExitCode::input || code == ExitCode::not_authentic || code == ExitCode::replayed;
}

// One bad envelope must not keep the good ones behind it from being opened.
ExitCode open_lines(const OpenOptions& options, const StateFolder& folder) {
  Lines lines{options.message.form.input, 2 * max_envelope_size};
  Run run{options, folder};
  ExitCode first = ExitCode::done;
  while (const auto line = lines.next()) {
    try {
      run.open(envelope_from_hex(*line, lines.where()), lines.where());
    } catch (const Failure& failure) {
      if (!is_about_the_envelope(failure.code())) {
        throw;
      }
      say_failure(failure.what());
      first = first == ExitCode::done ? failure.code() : first;
    }
  }
  return first;
}

}  // namespace

ExitCode open(const OpenOptions& options) {
  const StateFolder folder{options.message.folder};
  const FormOptions& form = options.message.form;
  if (form.lines) {
    return open_lines(options, folder);
  }
  // Read before the store is locked: an input may take its time.
  const auto envelope = read_envelope(form.input, form.hex);
  Run{options, folder}.open(envelope, name_of_input(form.input));
  return ExitCode::done;
}

}  // namespace tool
