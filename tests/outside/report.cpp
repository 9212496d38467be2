#include "outside/report.hpp"

#include <map>

namespace outside {

namespace {

std::string cells(const std::string& title, const Counts& counts) {
  return "| " + title + " | " + std::to_string(counts.read) + " | " + std::to_string(counts.all_unfit()) + " | " +
         std::to_string(counts.duplicates) + " | " + std::to_string(counts.run) + " |";
}

std::string lines(const std::vector<std::string>& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += row + "\n";
  }
  return text;
}

std::string row(const std::string& title, std::size_t count) {
  return "| " + title + " | " + std::to_string(count) + " |";
}

}  // namespace

std::vector<std::string> source_rows(const Corpus& corpus) {
  std::vector<std::string> rows;
  Counts all;
  for (std::size_t i = 0; i < corpus.sources.size(); ++i) {
    const Counts& counts = corpus.counts[i];
    rows.push_back(cells(corpus.sources[i].title(), counts));
    all.read += counts.read;
    all.unfit["any"] += counts.all_unfit();
    all.duplicates += counts.duplicates;
    all.run += counts.run;
  }
  rows.push_back(cells("all", all));
  return rows;
}

std::vector<std::string> kind_rows(const Corpus& corpus) {
  return {row("AEAD, whole tag", corpus.full_tag.size()), row("AEAD, truncated tag", corpus.truncated_tag.size()),
          row("HKDF", corpus.hkdf.size()), row("HMAC", corpus.hmac.size())};
}

std::vector<std::string> unfit_rows(const Corpus& corpus) {
  std::map<std::string, std::size_t> reasons;
  for (const auto& counts : corpus.counts) {
    for (const auto& [reason, count] : counts.unfit) {
      reasons[reason] += count;
    }
  }
  std::vector<std::string> rows;
  for (const auto& [reason, count] : reasons) {
    rows.push_back(row(reason, count));
  }
  return rows;
}

std::string report(const Corpus& corpus, const std::vector<Column>& columns) {
  auto rows = source_rows(corpus);
  std::string head = "| source | read | unfit | duplicate | run |";
  std::string rule = "|---|---:|---:|---:|---:|";
  for (const auto& column : columns) {
    head += " right: " + column.backend + " |";
    rule += "---:|";
    std::size_t all = 0;
    for (std::size_t i = 0; i < column.right.size(); ++i) {
      rows[i] += " " + std::to_string(column.right[i]) + " |";
      all += column.right[i];
    }
    rows.back() += " " + std::to_string(all) + " |";
  }
  std::string text = head + "\n" + rule + "\n" + lines(rows);
  text += "\n| kind | run |\n|---|---:|\n" + lines(kind_rows(corpus));
  text += "\n| why a case does not fit | cases |\n|---|---:|\n" + lines(unfit_rows(corpus));
  return text;
}

}  // namespace outside
