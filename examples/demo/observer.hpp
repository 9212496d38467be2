#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

/// One line that a program printed: a word, `name=value` fields, and text after a bar.
struct Line {
  explicit Line(const std::string& raw) {
    const auto bar = raw.find(" | ");
    std::istringstream fields{raw.substr(0, bar)};
    fields >> word;
    for (std::string field; fields >> field;) {
      const auto equals = field.find('=');
      values[field.substr(0, equals)] = equals == std::string::npos ? "" : field.substr(equals + 1);
    }
    text = bar == std::string::npos ? "" : raw.substr(bar + 3);
  }

  [[nodiscard]] std::string value(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
  }
  [[nodiscard]] std::uint64_t number(const std::string& name) const {
    return std::strtoull(value(name).c_str(), nullptr, 10);
  }

  std::string word;
  std::map<std::string, std::string> values;
  std::string text;
};

/// Sees what every program says, every envelope on the wire included, and judges it. It trusts none of them.
class Observer {
 public:
  using Id = std::tuple<std::string, std::uint64_t, std::uint64_t>;  ///< device, epoch, counter

  /// What a gateway did, and to which datagram at which receiver.
  struct Attack {
    std::string name;
    std::string datagram;
  };

  /// Takes one line that a program printed.
  void take(const std::string& from, const std::string& raw) {
    const Line line{raw};
    const Id id{line.value("device"), line.number("epoch"), line.number("counter")};
    if (line.word == "sealed") {
      sealed_[id] = line.text;
    } else if (line.word == "seen") {
      const std::string direction = line.values.contains("up") ? "up" : "down";
      nonces_[direction + ' ' + std::get<0>(id) + " epoch " + line.value("epoch") + " salt " + line.value("salt") +
              " counter " + line.value("counter")]
          .push_back(line.value("datagram"));
    } else if (line.word == "reading") {
      readings_[id].push_back(line.text);
      recovered_[id] += line.value("how") == "recovered" ? 1U : 0U;
      outcomes_[receiver(from) + line.value("datagram")].push_back(line.value("how") == "late" ? "accepted, late"
                                                                                               : "accepted");
    } else if (line.word == "rejected" || line.word == "refused") {
      outcomes_[receiver(from) + line.value("datagram")].push_back(line.text);
    } else if (line.word == "command") {
      commands_[id] += 1;
      outcomes_[receiver(from) + line.value("datagram")].push_back("accepted");
    } else if (line.word == "gap") {
      for (std::uint64_t i = 0; i < line.number("count"); ++i) {
        missing_.insert({line.value("device"), line.number("epoch"), line.number("first") + i});
      }
    } else if (line.word == "attack") {
      const bool to_device = line.value("name").ends_with("downlink-bit") || line.value("name") == "replay-downlink";
      attacks_.push_back({line.value("name"), (to_device ? "device " : "cloud ") + line.value("datagram")});
    }
  }

  /// What went wrong, as sentences; empty if every promise was kept.
  [[nodiscard]] std::vector<std::string> faults() const {
    std::vector<std::string> faults;
    for (const auto& [id, text] : sealed_) {
      const auto found = readings_.find(id);
      if (found == readings_.end() && !missing_.contains(id)) {
        faults.push_back("lost without a gap report: " + name(id));
      }
      for (const auto& reading : found == readings_.end() ? std::vector<std::string>{} : found->second) {
        if (reading != text) {
          faults.push_back("changed on the way: " + name(id));
        }
      }
    }
    for (const auto& [id, texts] : readings_) {
      if (!sealed_.contains(id)) {
        faults.push_back("accepted but never sealed: " + name(id));
      }
      // A crashed cloud hands out of its outbox what it may have delivered already, and says so.
      if (texts.size() > 1 + recovered_.at(id)) {
        faults.push_back("accepted twice: " + name(id));
      }
    }
    for (const auto& [id, times] : commands_) {
      if (times > 1) {
        faults.push_back("command obeyed twice: " + name(id));
      }
    }
    for (const auto& [nonce, datagrams] : nonces_) {
      if (datagrams.size() > 1) {
        faults.push_back("nonce used twice: " + nonce);
      }
    }
    for (const auto& attack : attacks_) {
      if (is_forgery(attack.name) && accepted(attack.datagram)) {
        faults.push_back("forgery accepted: " + attack.name + ", datagram " + attack.datagram);
      }
    }
    return faults;
  }

  /// True if every reading that was sealed was accepted or reported missing by now.
  [[nodiscard]] bool settled() const {
    return std::all_of(sealed_.begin(), sealed_.end(), [this](const auto& sealed) {
      return readings_.contains(sealed.first) || missing_.contains(sealed.first);
    });
  }

  /// For every attack: how often it was tried, and what became of it.
  [[nodiscard]] std::map<std::string, std::map<std::string, unsigned>> table() const {
    std::map<std::string, std::map<std::string, unsigned>> table;
    for (const auto& attack : attacks_) {
      const auto found = outcomes_.find(attack.datagram);
      std::string outcome = "no answer: dropped, or the receiver was down";
      if (found != outcomes_.end()) {
        // A replay comes after the envelope itself; any other attack is judged by the first answer.
        outcome = attack.name.starts_with("replay") ? found->second.back() : found->second.front();
      }
      table[attack.name][outcome] += 1;
    }
    return table;
  }

  [[nodiscard]] std::size_t sealed() const { return sealed_.size(); }
  [[nodiscard]] std::size_t readings() const { return readings_.size(); }
  [[nodiscard]] std::size_t commands() const { return commands_.size(); }
  [[nodiscard]] std::size_t nonces() const { return nonces_.size(); }
  [[nodiscard]] std::size_t attacks() const { return attacks_.size(); }

  /// Readings that were sealed, never accepted, and reported as missing.
  [[nodiscard]] std::size_t missing() const {
    std::size_t count = 0;
    for (const auto& [id, text] : sealed_) {
      count += !readings_.contains(id) && missing_.contains(id) ? 1U : 0U;
    }
    return count;
  }

 private:
  static std::string receiver(const std::string& from) { return from.starts_with("device") ? "device " : "cloud "; }
  static std::string name(const Id& id) {
    return "device " + std::get<0>(id) + ", epoch " + std::to_string(std::get<1>(id)) + ", counter " +
           std::to_string(std::get<2>(id));
  }
  static bool is_forgery(const std::string& attack) {
    return attack == "flip-a-bit" || attack == "splice-headers" || attack == "forge-far-ahead" ||
           attack == "flip-a-downlink-bit" || attack == "reflect-downlink";
  }
  [[nodiscard]] bool accepted(const std::string& datagram) const {
    const auto found = outcomes_.find(datagram);
    return found != outcomes_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [](const std::string& outcome) { return outcome.starts_with("accepted"); });
  }

  std::map<Id, std::string> sealed_;
  std::map<Id, std::vector<std::string>> readings_;
  std::map<Id, std::size_t> recovered_;
  std::map<Id, unsigned> commands_;
  std::set<Id> missing_;
  std::map<std::string, std::vector<std::string>> nonces_;
  std::map<std::string, std::vector<std::string>> outcomes_;
  std::vector<Attack> attacks_;
};
