#pragma once

#include <string>

namespace tool {

/// Says a sentence on standard error. A standard error that cannot be written to changes nothing else.
void say(const std::string& sentence);

/// Says why something failed, as "e3: SENTENCE."
void say_failure(const std::string& sentence);

}  // namespace tool
