#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "outside/case.hpp"
#include "outside/sources.hpp"

namespace outside {

/// What became of the cases of one source.
struct Counts {
  std::size_t read = 0;
  std::map<std::string, std::size_t> unfit;  ///< by reason
  std::size_t duplicates = 0;                ///< fit, and a case before says the same
  std::size_t run = 0;

  [[nodiscard]] std::size_t all_unfit() const;
};

/// The cases of all sources that E3 has a use for, each once.
struct Corpus {
  std::vector<Source> sources = {};
  std::vector<Counts> counts = {};           ///< of each source
  std::vector<AeadCase> full_tag = {};       ///< 256-bit key, 96-bit nonce, 128-bit tag, aad that fits
  std::vector<AeadCase> truncated_tag = {};  ///< the same with a shorter tag
  std::vector<HkdfCase> hkdf = {};
  std::vector<HmacCase> hmac = {};
};

/// Reads every source; `text_of` gives the contents of its file. Refuses a source of which more or fewer cases are left
/// to run than sources.txt states.
[[nodiscard]] Corpus corpus_of(std::vector<Source> sources, const std::function<std::string(const Source&)>& text_of);

/// Why E3 has no use for a case; empty if it has.
[[nodiscard]] std::string why_unfit(const AeadCase& one);
[[nodiscard]] std::string why_unfit(const HkdfCase& one);
[[nodiscard]] std::string why_unfit(const HmacCase& one);

}  // namespace outside
