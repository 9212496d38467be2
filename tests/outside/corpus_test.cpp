#include <cstddef>
#include <iostream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "backends/rows.hpp"
#include "outside/fetched.hpp"
#include "outside/judge.hpp"
#include "outside/report.hpp"
#include "outside/shortened.hpp"
#include "support/catch.hpp"

namespace {

using outside::corpus;
using outside::Source;

/// What a backend has right of all cases, by source.
template <class Row>
outside::Column column_of() {
  const std::size_t sources = corpus().sources.size();
  outside::Column column{.backend = Row::name, .right = std::vector<std::size_t>(sources)};
  const auto add = [&](const outside::Verdicts& verdicts) {
    for (std::size_t i = 0; i < sources; ++i) {
      column.right[i] += verdicts.right[i];
    }
  };
  add(outside::judge_all<Row>(corpus().full_tag, sources));
  add(outside::judge_all<Row>(corpus().truncated_tag, sources));
  add(outside::judge_all<Row>(corpus().hkdf, sources));
  add(outside::judge_all<Row>(corpus().hmac, sources));
  return column;
}

template <class... Row>
std::vector<outside::Column> columns_of(std::tuple<Row...>*) {
  return {column_of<Row>()...};
}

struct Stated {
  std::size_t read;
  std::size_t run;
};

/// Two sources of one case, which is the same in both, with what sources.txt states of the second.
std::vector<Source> twins(Stated stated) {
  const Source first{
      .package = "first", .version = "1", .reader = "cryptography-hmac", .read = 1, .run = 1, .path = "a.txt"};
  Source second = first;
  second.read = stated.read;
  second.run = stated.run;
  return {first, second};
}

std::string one_hmac(const Source&) { return "Len = 8\nKey = 00\nMsg = 00\nMD = " + std::string(64, '0') + "\n"; }

}  // namespace

TEST_CASE("every backend has every case of every source right, as the printed table says") {
  const auto columns = columns_of(static_cast<backends::Rows*>(nullptr));
  std::cout << outside::report(corpus(), columns);
  for (const auto& column : columns) {
    for (std::size_t i = 0; i < column.right.size(); ++i) {
      INFO(column.backend << ", " << corpus().sources[i].title());
      CHECK(column.right[i] == corpus().counts[i].run);
    }
  }
}

TEST_CASE("there are enough cases of every kind") {
  CHECK(corpus().full_tag.size() >= 1200);
  CHECK(corpus().truncated_tag.size() >= 4000);
  CHECK(corpus().hkdf.size() + corpus().hmac.size() >= 250);
}

TEST_CASE("every case that was read is unfit, a duplicate or run") {
  for (std::size_t i = 0; i < corpus().sources.size(); ++i) {
    const auto& counts = corpus().counts[i];
    INFO(corpus().sources[i].title());
    CHECK(counts.read == corpus().sources[i].read);
    CHECK(counts.read == counts.all_unfit() + counts.duplicates + counts.run);
  }
}

TEST_CASE("the document states the figures of this run") {
  const auto document = outside::contents(E3_OUTSIDE_DOCUMENT);
  for (const auto& rows :
       {outside::source_rows(corpus()), outside::kind_rows(corpus()), outside::unfit_rows(corpus())}) {
    for (const auto& row : rows) {
      INFO(row);
      CHECK(document.find("\n" + row + "\n") != std::string::npos);
    }
  }
}

TEST_CASE("every file with its last case cut off is refused") {
  for (const auto& source : outside::sources()) {
    INFO(source.title());
    const std::string whole = outside::fetched(source);
    CHECK_NOTHROW(outside::cases_of(source, whole));
    const std::string shortened = outside::without_last_case(source, whole);
    CHECK(shortened.size() < whole.size());
    CHECK_THROWS_AS(outside::cases_of(source, shortened), std::runtime_error);
  }
}

TEST_CASE("a source of which fewer cases are left to run than before is refused") {
  CHECK_NOTHROW(outside::corpus_of(twins({.read = 1, .run = 0}), one_hmac));
  CHECK_THROWS_AS(outside::corpus_of(twins({.read = 1, .run = 1}), one_hmac), std::runtime_error);
}

TEST_CASE("a source with fewer cases than before is refused") {
  CHECK_THROWS_AS(outside::corpus_of(twins({.read = 2, .run = 0}), one_hmac), std::runtime_error);
}
