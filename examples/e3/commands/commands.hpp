#pragma once

#include <optional>
#include <string>

#include "exit_code.hpp"

namespace tool {

struct KeygenOptions {
  std::string file;
};

struct ProvisionOptions {
  std::string folder;
  std::string side = "both";
  std::optional<std::string> device;  ///< hexadecimal; none for a random one
  std::optional<std::string> root;    ///< none for a new one, "-" for standard input
  std::string suite = "chacha20-poly1305";
  std::string codec = "compact";
  bool commitment = false;
  std::optional<std::string> alias;  ///< hexadecimal
  bool no_address = false;
  bool json = false;
};

/// How envelopes are read or written.
struct FormOptions {
  std::string input = "-";
  bool hex = false;
  bool lines = false;
  bool json = false;
};

struct MessageOptions {
  FormOptions form;
  std::string folder;
  std::string output = "-";
  bool force = false;
  std::string aad;
  std::string aad_hex;
};

struct SealOptions {
  MessageOptions message;
  bool no_salt = false;
};

struct OpenOptions {
  MessageOptions message;
  bool inspect = false;
};

struct RotateOptions {
  std::string folder;
  bool json = false;
};

/// The commands. Each returns the run's exit code or throws a `Failure`.
[[nodiscard]] ExitCode keygen(const KeygenOptions& options);
[[nodiscard]] ExitCode provision(const ProvisionOptions& options);
[[nodiscard]] ExitCode seal(const SealOptions& options);
[[nodiscard]] ExitCode open(const OpenOptions& options);
[[nodiscard]] ExitCode inspect(const FormOptions& options);
[[nodiscard]] ExitCode rotate(const RotateOptions& options);

}  // namespace tool
