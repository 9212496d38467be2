#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/store/file/posix_files.hpp"

namespace tool {

/// Where an output goes, as the command line says.
struct OutputChoice {
  std::string path = "-";  ///< "-" is standard output
  bool replace = false;    ///< whether a file that is there may be replaced
  bool secret = false;     ///< whether a new file is for its owner only
};

/// A command's output. A file is written beside its name and renamed, so that it is whole or not there.
///
/// Two steps, so that `open` can have the payload on disk before the accept is durable, and its name after: `stage`,
/// then `publish`. What is only staged disappears with the object.
class Output {
 public:
  /// Opens the output; nothing is written to it yet. Throws `Failure`: exists, or output if it cannot be written to.
  explicit Output(OutputChoice choice);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// Whether a terminal would show it.
  [[nodiscard]] bool is_terminal() const noexcept { return terminal_; }

  /// Whether what is staged is on disk, under another name until `publish`.
  [[nodiscard]] bool is_file() const noexcept { return !temporary_.empty(); }

  /// Takes the content; for a file it is durable when this returns. Throws `Failure`: output; usage for bytes that a
  /// terminal should not be sent.
  void stage(e3::Bytes content);

  /// Makes the content visible: the file gets its name, or the stream its bytes. Throws `Failure` (output); a file that
  /// cannot get its name then stays, and the sentence says where.
  void publish();

  /// Both steps, for text.
  void write(const std::string& text);

  /// The same for the report of a command that took effect. Throws `Failure` (output), whatever stood in the way, whose
  /// sentence begins with `effect`, so that nobody runs the command again.
  void report(const std::string& text, const std::string& effect);

 private:
  void open_stream(const std::string& path);
  void create_beside();
  [[nodiscard]] bool put_in_place() const;
  [[noreturn]] void fail(const std::string& what) const;

  OutputChoice choice_;
  std::string name_;
  std::string temporary_;  // empty for a stream
  e3::FileHandle file_;
  int descriptor_ = -1;
  bool terminal_ = false;
  std::vector<std::uint8_t> staged_;
};

}  // namespace tool
