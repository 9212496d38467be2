#include "outside/corpus.hpp"

#include <set>
#include <string_view>
#include <utility>

#include "e3/crypto/aead.hpp"
#include "e3/crypto/hmac.hpp"
#include "outside/readers/text.hpp"

namespace outside {

namespace {

/// Values one after the other, each with its size, so that two lists of values are equal only if all values are.
class Content {
 public:
  Content& operator<<(const ByteVector& bytes) {
    text_ += std::to_string(bytes.size()) + ":";
    text_.append(bytes.begin(), bytes.end());
    return *this;
  }
  Content& operator<<(bool flag) {
    text_ += flag ? '1' : '0';
    return *this;
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string content_of(const AeadCase& one) {
  Content content;
  content << (one.suite == e3::Suite::aes_256_gcm) << one.valid << one.key << one.nonce << one.aad << one.ciphertext
          << one.tag << (one.valid ? one.plaintext : ByteVector{});
  return content.take();
}

std::string content_of(const HkdfCase& one) {
  Content content;
  content << one.salt << one.secret << one.info << one.okm;
  return content.take();
}

std::string content_of(const HmacCase& one) {
  Content content;
  content << one.valid << one.key << one.message << one.tag;
  return content.take();
}

/// Puts the cases of one source where they belong.
class Sorter {
 public:
  explicit Sorter(Corpus& corpus) : corpus_{corpus} {}

  void sort(std::size_t source, Cases cases) {
    Counts counts{.read = cases.size(), .unfit = std::move(cases.unfit)};
    for (auto& one : cases.aead) {
      auto& place = one.tag.size() == e3::tag_size ? corpus_.full_tag : corpus_.truncated_tag;
      keep(source, std::move(one), place, aead_, counts);
    }
    for (auto& one : cases.hkdf) {
      keep(source, std::move(one), corpus_.hkdf, hkdf_, counts);
    }
    for (auto& one : cases.hmac) {
      keep(source, std::move(one), corpus_.hmac, hmac_, counts);
    }
    corpus_.counts.push_back(std::move(counts));
  }

 private:
  using Seen = std::set<std::string, std::less<>>;

  template <class Case>
  static void keep(std::size_t source, Case one, std::vector<Case>& place, Seen& seen, Counts& counts) {
    if (const auto reason = why_unfit(one); !reason.empty()) {
      ++counts.unfit[reason];
    } else if (!seen.insert(content_of(one)).second) {
      ++counts.duplicates;
    } else {
      ++counts.run;
      one.source = source;
      place.push_back(std::move(one));
    }
  }

  Corpus& corpus_;
  Seen aead_;
  Seen hkdf_;
  Seen hmac_;
};

}  // namespace

std::size_t Counts::all_unfit() const {
  std::size_t sum = 0;
  for (const auto& [reason, count] : unfit) {
    sum += count;
  }
  return sum;
}

std::string why_unfit(const AeadCase& one) {
  if (one.key.size() != e3::key_size) {
    return "key size";
  }
  if (one.nonce.size() != e3::nonce_size) {
    return "nonce size";
  }
  if (one.tag.empty() || one.tag.size() > e3::tag_size) {
    return "tag size";
  }
  return one.aad.size() > e3::max_aad_size ? "size of associated data" : "";
}

std::string why_unfit(const HkdfCase& one) {
  return one.okm.empty() || one.okm.size() > 255 * e3::sha256_size ? "output size" : "";
}

std::string why_unfit(const HmacCase& one) {
  return one.tag.empty() || one.tag.size() > e3::sha256_size ? "tag size" : "";
}

Corpus corpus_of(std::vector<Source> sources, const std::function<std::string(const Source&)>& text_of) {
  Corpus corpus{.sources = std::move(sources)};
  Sorter sorter{corpus};
  for (std::size_t i = 0; i < corpus.sources.size(); ++i) {
    const Source& source = corpus.sources[i];
    sorter.sort(i, cases_of(source, text_of(source)));
    const auto run = corpus.counts.back().run;
    if (run != source.run) {
      refuse(source.title(), 0,
             std::to_string(run) + " cases are left to run, and sources.txt states " + std::to_string(source.run));
    }
  }
  return corpus;
}

}  // namespace outside
