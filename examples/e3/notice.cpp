#include "notice.hpp"

#include <unistd.h>

#include <string>

#include "files.hpp"

namespace tool {

void say(const std::string& sentence) { static_cast<void>(write_all(STDERR_FILENO, bytes_of(sentence))); }

void say_failure(const std::string& sentence) { say("e3: " + sentence + ".\n"); }

}  // namespace tool
