// Reads the disassembly of a program on standard input and names the functions that have an instruction, or call a
// function of the compiler's, whose time depends on its operands:
//
//   objdump -d program | check_code CORE
//
// Prints `name: found, what` for each such function and `name: not found` for each other. Returns 1 if it found any.
#include <array>
#include <cstdio>
#include <iostream>
#include <regex>
#include <string>

// Implementation notes
//
// GNU objdump prints `00010130 <phase_open>:` at the start of a function and then lines such as
// `   10134:\tfba3 2301 \tumull\tr2, r3, r3, r1`, where a call ends in `<name>`. The last fields are all that is read.

namespace {

struct Rules {
  const char* core;
  const char* instructions;
};

// Divisions on each, and the long multiplications of Cortex-M3.
constexpr std::array rules{
    Rules{"x86_64", "i?div[bwlq]?"}, Rules{"m0plus", "[us]div"},   Rules{"m3", "[us]div|[us]m(ull|lal)[a-z0-9]*"},
    Rules{"m4", "[us]div"},          Rules{"rv32", "(div|rem)u?"},
};

// libgcc's divisions, its products of 64 bits, which branch on ARMv6-M, and its comparisons of 64 bits. Not its shifts:
// E3 shifts 64 bits by public distances, and what a shift does is in a trace.
constexpr const char* helpers =
    "__aeabi_(u?idiv|u?idivmod|u?ldivmod|lmul|lcmp|ulcmp)|__u?(div|mod|divmod)[sdt]i[34]|__mul[dt]i3|__u?cmpdi2|"
    "__gnu_u?ldivmod_helper";

int run(const std::string& core) {
  const char* instructions = nullptr;
  for (const auto& rule : rules) {
    instructions = core == rule.core ? rule.instructions : instructions;
  }
  if (instructions == nullptr) {
    std::printf("%s is no core\n", core.c_str());
    return 2;
  }
  const std::regex start{"^[0-9a-f]+ <([^>]+)>:$"};
  const std::regex bad_instruction{std::string{"\\t("} + instructions + ")(\\.[nw])?(\\s|$)"};
  const std::regex bad_call{std::string{"<("} + helpers + ")>$"};
  std::string function;
  std::string reason;
  std::size_t functions = 0;
  std::size_t found = 0;
  const auto conclude = [&] {
    if (!function.empty()) {
      std::printf("%s: %s%s\n", function.c_str(), reason.empty() ? "not found" : "found, ", reason.c_str());
      ++functions;
      found += reason.empty() ? 0U : 1U;
    }
  };
  for (std::string line; std::getline(std::cin, line);) {
    std::smatch match;
    if (line.ends_with(">:") && std::regex_search(line, match, start)) {
      conclude();
      function = match[1];
      reason.clear();
    } else if (reason.empty() && (std::regex_search(line, match, bad_instruction) ||
                                  (line.ends_with('>') && std::regex_search(line, match, bad_call)))) {
      reason = match[1];
    }
  }
  conclude();
  std::printf("%zu of %zu functions\n", found, functions);
  return functions == 0 ? 2 : found == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) { return argc == 2 ? run(argv[1]) : 2; }
