// Lets a test drive docs/hardware/navette-station.h: one input a line, what the station does in return, then a line with a dot.
#include "../../docs/hardware/navette-station.h"

#include <iostream>
#include <sstream>

namespace {

const char *word(navette::Shown shown) {
  return shown == navette::Shown::granted ? "granted" : shown == navette::Shown::ended ? "ended" : "denied";
}

std::string text(std::istringstream &in) {
  std::string word;
  in >> word;
  return word == "-" ? "" : word;
}

template <typename T> T number(std::istringstream &in) {
  T value{};
  in >> value;
  return value;
}

std::optional<int> current(std::istringstream &in) {
  const std::string read = text(in);
  return read.empty() ? std::nullopt : std::optional<int>(std::stoi(read));
}

class Bench {
 public:
  void take(const std::string &line) {
    std::istringstream in(line);
    const std::string kind = text(in);
    if (kind == "power") power(in);
    else if (kind == "link") link(in);
    else if (kind == "run") run(in);
    else if (kind == "badge") station_.badge(text(in));
    else if (kind == "button") station_.button(text(in));
    else if (kind == "fault") fault(in);
    else down(kind, in);
  }

 private:
  void power(std::istringstream &in) {
    const auto boot = number<uint32_t>(in);
    const bool open = number<int>(in) != 0;
    up_ms_ = 0;
    station_.power_on(boot, open, {
        [this](const std::string &type, const std::string &json) {
          if (!carries_) return false;
          std::cout << "up " << type << ' ' << json << '\n';
          return true;
        },
        [](bool closed) { std::cout << "contact " << closed << '\n'; },
        [](bool open_now) { std::cout << "remember " << open_now << '\n'; },
        [](navette::Shown shown) { std::cout << "show " << word(shown) << '\n'; },
    });
  }
  void link(std::istringstream &in) {
    carries_ = number<int>(in) != 0;
    station_.linked(carries_);
  }
  // Ten readings a second up to `up_ms`.
  void run(std::istringstream &in) {
    const auto until_ms = number<uint64_t>(in);
    const auto current_mA = current(in);
    while (up_ms_ < until_ms) station_.tick(up_ms_ += 100, current_mA);
  }
  void fault(std::istringstream &in) {
    const std::string code = text(in);
    station_.fault(code, number<int>(in) != 0);
  }
  void down(const std::string &kind, std::istringstream &in) {
    if (kind == "verdict" || kind == "standing") {
      navette::Verdict verdict;
      if (kind == "verdict") {
        const auto boot = number<uint32_t>(in);
        verdict.answers = {boot, number<uint32_t>(in)};
      }
      verdict.verdict = text(in);
      verdict.reason = text(in);
      verdict.relay = number<int>(in) != 0;
      station_.verdict(verdict);
    } else if (kind == "command") {
      navette::Command command;
      command.id = text(in);
      command.op = text(in);
      command.boot = number<uint32_t>(in);
      command.expires_up_ms = number<uint64_t>(in);
      station_.command(command);
    } else if (kind == "config") {
      navette::Config config;
      in >> config.sample_ms >> config.link_loss_s >> config.idle_mA >> config.run_on_mA >> config.run_off_mA
          >> config.min_on_ms >> config.hold_ms;
      in >> config.idle_timeout_s;
      int offline_start = 1;
      if (in >> offline_start) config.offline_start = offline_start == 1;
      station_.config(config);
    } else if (kind == "time") {
      station_.time(number<int64_t>(in));
    } else if (kind == "list") {
      navette::OfflineList list;
      in >> list.version >> list.valid_until_ms;
      for (std::string prefix; in >> prefix;) list.entries.emplace_back(prefix, number<int64_t>(in));
      station_.list(list);
    } else {
      std::cout << "unknown " << kind << '\n';
    }
  }

  navette::Station station_;
  uint64_t up_ms_ = 0;
  bool carries_ = false;
};

}  // namespace

int main() {
  Bench bench;
  for (std::string line; std::getline(std::cin, line);) {
    bench.take(line);
    std::cout << '.' << std::endl;
  }
}
