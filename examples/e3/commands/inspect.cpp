#include <cstdint>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "envelope_fields.hpp"
#include "exit_code.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "output.hpp"

namespace tool {

namespace {

std::string text_of(const std::vector<std::uint8_t>& envelope, const std::string& where, bool json) {
  const auto fields = fields_of(envelope, where);
  return json ? json_line(json_of(envelope, fields)) : table_of(fields);
}

}  // namespace

ExitCode inspect(const FormOptions& options) {
  Output output{{}};
  if (!options.lines) {
    output.write(text_of(read_envelope(options.input, options.hex), name_of_input(options.input), options.json));
    return ExitCode::done;
  }
  Lines lines{options.input, 2 * max_envelope_size};
  while (const auto line = lines.next()) {
    const auto text = text_of(envelope_from_hex(*line, lines.where()), lines.where(), options.json);
    output.write(options.json ? text : text + "\n");
  }
  return ExitCode::done;
}

}  // namespace tool
