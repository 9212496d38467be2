#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.hpp"
#include "e3/version.hpp"
#include "exit_code.hpp"
#include "output.hpp"

namespace tool {

namespace {

std::string footer() {
  std::string text =
      "Start with these three:\n"
      "  e3 provision demo --device 70b3d57ed0000001\n"
      "  e3 seal demo/device README.md -o README.e3\n"
      "  e3 open demo/cloud README.e3 --inspect -o copy.md\n"
      "\n"
      "An INPUT of - is standard input and an output of - standard output, and so is one that is left out.\n"
      "Roots come from files that only their owner may read, or from standard input; never from the command line\n"
      "or the environment.\n"
      "\n"
      "Exit codes:\n";
  for (const auto& [code, meaning] : exit_code_texts) {
    text += "  " + std::to_string(static_cast<int>(code)) + "  " + meaning + "\n";
  }
  return text;
}

// An empty variable in a script must not count as an option that was left out.
const CLI::Validator& not_empty() {
  static const CLI::Validator validator{
      [](const std::string& value) { return std::string{value.empty() ? "an empty value means nothing" : ""}; }, ""};
  return validator;
}

/// What the help says of the options that each command has in its own words.
struct FormHelp {
  const char* input;
  const char* hex;
  const char* lines;
};

void add_form(CLI::App& command, FormOptions& form, const FormHelp& help) {
  command.add_option("INPUT", form.input, help.input)->check(not_empty());
  auto* hex = command.add_flag("--hex", form.hex, help.hex);
  command.add_flag("--lines", form.lines, help.lines)->excludes(hex);
  command.add_flag("--json", form.json, "Print JSON: one object, or with --lines one a line");
}

void add_folder(CLI::App& command, std::string& folder, const char* what) {
  command.add_option("FOLDER", folder, what)->required()->check(not_empty());
}

void add_message(CLI::App& command, MessageOptions& message) {
  auto* output =
      command.add_option("-o,--output", message.output, "Write to this file, which appears whole or not at all")
          ->check(not_empty());
  auto* force = command.add_flag("-f,--force", message.force, "Replace the output file if it is there");
  auto* aad = command.add_option("--aad", message.aad,
                                 "What both ends know without the gateway, as text: authenticated, not sent, 128 bytes "
                                 "at most");
  command.add_option("--aad-hex", message.aad_hex, "The same as hexadecimal digits")->excludes(aad);
  command.get_option("--lines")->excludes(output)->excludes(force);
}

void add_keygen(CLI::App& app, KeygenOptions& options) {
  auto* command = app.add_subcommand("keygen", "Make a new root key: 32 random bytes in a file for its owner only");
  command->add_option("FILE", options.file, "The file to make; never overwritten")->required()->check(not_empty());
  command->footer(
      "Provision the device's side and the cloud's side with the same root, once each, and keep it secret.");
}

void add_provision(CLI::App& app, ProvisionOptions& options) {
  auto* command =
      app.add_subcommand("provision", "Make the state folders of a device: root, counters, what was opened");
  command->add_option("FOLDER", options.folder, "The folder to make; it must not be there yet")
      ->required()
      ->check(not_empty());
  command
      ->add_option("--side", options.side,
                   "both: FOLDER/device and FOLDER/cloud, each to be moved to where it belongs. device or cloud: "
                   "FOLDER itself, with --root")
      ->check(CLI::IsMember({"both", "device", "cloud"}))
      ->capture_default_str();
  command->add_option("--device", options.device, "Device ID, 2 to 32 hexadecimal digits (default: 8 random bytes)")
      ->check(not_empty());
  command
      ->add_option("--root", options.root, "Root file from `e3 keygen`, or - for standard input (default: a new root)")
      ->check(not_empty());
  command->add_option("--suite", options.suite, "AEAD; aes-256-gcm needs a processor with AES")
      ->check(CLI::IsMember({"chacha20-poly1305", "aes-256-gcm"}))
      ->capture_default_str();
  command->add_option("--codec", options.codec, "Kind of envelope: compact for radio, standard for all")
      ->check(CLI::IsMember({"compact", "standard"}))
      ->capture_default_str();
  command->add_flag("--commitment", options.commitment, "Standard envelopes carry a key commitment");
  auto* alias = command
                    ->add_option("--alias", options.alias,
                                 "Compact envelopes carry this short address in the place of the device ID")
                    ->check(not_empty());
  command->add_flag("--no-address", options.no_address, "Compact envelopes carry no address")->excludes(alias);
  command->add_flag("--json", options.json, "Print JSON");
  command->footer(
      "A root is never installed twice: to provision a device anew, make a new folder with a new root on both sides.\n"
      "Never copy a state folder, and never restore one from a backup: counters would repeat.");
}

void add_seal(CLI::App& app, SealOptions& options) {
  auto* command = app.add_subcommand("seal", "Seal a message to the other side; uses up one counter");
  add_folder(*command, options.message.folder, "State folder of the side that seals");
  add_form(
      *command, options.message.form,
      {.input = "The payload, 65536 bytes at most",
       .hex = "Write hexadecimal digits, one line",
       .lines = "Each line of the input is a message, each line of the output its envelope in hexadecimal digits"});
  add_message(*command, options.message);
  command->add_flag("--no-salt", options.no_salt,
                    "No random boot salt in the nonce: 4 bytes less in a compact envelope");
}

void add_open(CLI::App& app, OpenOptions& options) {
  auto* command = app.add_subcommand("open", "Open an envelope of the other side, once; records it as opened");
  add_folder(*command, options.message.folder, "State folder of the side that opens");
  add_form(
      *command, options.message.form,
      {.input = "The envelope",
       .hex = "The input is hexadecimal digits",
       .lines =
           "Each line of the input is an envelope in hexadecimal digits, each line of the output its payload; refused "
           "envelopes are reported, and the exit code is the first one's"});
  add_message(*command, options.message);
  command->add_flag("--inspect", options.inspect, "Also show the envelope's fields, on standard error");
}

void add_inspect(CLI::App& app, FormOptions& options) {
  auto* command =
      app.add_subcommand("inspect", "Show every field of an envelope; needs no key, so nothing is verified");
  add_form(*command, options,
           {.input = "The envelope",
            .hex = "The input is hexadecimal digits",
            .lines = "Each line of the input is an envelope in hexadecimal digits"});
}

void add_rotate(CLI::App& app, RotateOptions& options) {
  auto* command = app.add_subcommand("rotate", "Start a device's next key epoch; its cloud follows by itself");
  add_folder(*command, options.folder, "State folder of the device's side");
  command->add_flag("--json", options.json, "Print JSON");
}

/// Every command's options.
struct Options {
  KeygenOptions keygen;
  ProvisionOptions provision;
  SealOptions seal;
  OpenOptions open;
  FormOptions inspect;
  RotateOptions rotate;
};

ExitCode run(const CLI::App& app, const Options& options) {
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "keygen") {
    return keygen(options.keygen);
  }
  if (name == "provision") {
    return provision(options.provision);
  }
  if (name == "seal") {
    return seal(options.seal);
  }
  if (name == "open") {
    return open(options.open);
  }
  return name == "inspect" ? inspect(options.inspect) : rotate(options.rotate);
}

}  // namespace

ExitCode run_command_line(int argc, char** argv) {
  CLI::App app{"Seals messages of a device straight to its cloud, opens them once, and shows what is on the air.",
               "e3"};
  app.set_version_flag("--version", std::string{"e3 "} + e3::version);
  app.require_subcommand(1);
  Options options;
  add_keygen(app, options.keygen);
  add_provision(app, options.provision);
  add_seal(app, options.seal);
  add_open(app, options.open);
  add_inspect(app, options.inspect);
  add_rotate(app, options.rotate);
  // After the commands, which would inherit it.
  app.footer(footer());
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    Output{{}}.write(app.help());
    return ExitCode::done;
  } catch (const CLI::CallForVersion& version) {
    Output{{}}.write(std::string{version.what()} + "\n");
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    const auto is_named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_named).empty()) {
      throw Failure{ExitCode::usage, std::string{"there is no command `"} + argv[1] + "`; see `e3 --help`"};
    }
    throw Failure{ExitCode::usage, std::string{error.what()} + "; see `e3 --help`, and `e3 COMMAND --help`"};
  }
  return run(app, options);
}

}  // namespace tool
