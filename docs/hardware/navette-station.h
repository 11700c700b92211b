// The mind of a native station: what navette-station.yaml's ESP32 says, obeys and refuses (docs/gateway.md, docs/hardware.md).
// No ESPHome and no pin in it, so that test/contract/hardware-station.test.ts compiles the same file and lets the server judge it.
#pragma once
#include <algorithm>
#include <cinttypes>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace navette {

// An answer older than this switches nothing.
constexpr uint64_t ANSWER_FRESH_ms = 10'000;
// The broker's silence shows after one and a half keepalives of 15 s; what was sent since may be lost, so it is said again.
// The server knows a message it has and counts it once.
constexpr uint64_t SAY_AGAIN_ms = 60'000;
// Without a link a sample a minute: the register loses nothing by it, and eight hours fit into the memory of an ESP32.
constexpr uint64_t SAMPLE_ALONE_ms = 60'000;
constexpr size_t WAITING_MAX = 500;
constexpr size_t SEND_AT_ONCE_MAX = 5;
constexpr size_t COMMANDS_REMEMBERED = 32;
// A clamp that fell off reads nothing; a machine behind a closed contact draws at least its standby.
constexpr int IMPLAUSIBLE_DIVISOR = 2;
constexpr int JUDGED_IDLE_mA = 50;
constexpr uint64_t IMPLAUSIBLE_FOR_ms = 5'000;
constexpr uint64_t STUCK_FOR_ms = 5'000;
// The same card again so soon is a hand that hesitated.
constexpr uint64_t SAME_CARD_ms = 2'000;

enum class Shown { granted, denied, ended };

// What the pins, the flash and the broker do for it.
struct Outside {
  std::function<bool(const std::string &type, const std::string &json)> publish;
  std::function<void(bool closed)> contact;
  // On flash, at once: a boot that ended an open session wants start-confirm.
  std::function<void(bool open)> remember_session;
  std::function<void(Shown)> show;
};

struct Config {
  uint32_t sample_ms = 1'000;
  uint32_t link_loss_s = 28'800;
  uint64_t idle_timeout_s = 0;  // 0: none
  bool offline_start = true;    // false: nobody starts this machine without the server, whatever an older list says
  int idle_mA = 0, run_on_mA = 0, run_off_mA = 0;
  uint64_t min_on_ms = 0, hold_ms = 0;
};

struct Verdict {
  std::optional<std::pair<uint32_t, uint32_t>> answers;  // {boot, seq}, or nothing: the present standing
  std::string verdict, reason;
  bool relay = false;
};

struct Command {
  std::string id, op;
  uint32_t boot = 0;
  uint64_t expires_up_ms = 0;
};

struct OfflineList {
  int64_t version = -1, valid_until_ms = 0;
  std::vector<std::pair<std::string, int64_t>> entries;  // first 16 digits of a badge, valid until
};

// Currents in, register out; called ten times a second with the RMS of the last mains cycles.
class Meter {
 public:
  void configure(const Config &config) { config_ = config; known_ = true; }
  bool known() const { return known_; }

  void read(uint64_t step_ms, std::optional<int> current_mA, bool contact_closed) {
    last_mA_ = current_mA;
    if (!current_mA) { implausible_ms_ += step_ms; idle_ms_ = 0; return; }
    squares_ += double(*current_mA) * *current_mA * step_ms;
    window_ms_ += step_ms;
    if (!known_) return;
    judge(step_ms, *current_mA);
    const bool fallen = contact_closed && config_.idle_mA >= JUDGED_IDLE_mA
                        && *current_mA < config_.idle_mA / IMPLAUSIBLE_DIVISOR;
    implausible_ms_ = fallen ? implausible_ms_ + step_ms : 0;
    if (fallen) idle_ms_ = 0;
  }

  bool running() const { return running_ || above_ms_ > 0; }
  bool plausible() const { return implausible_ms_ == 0; }
  bool clamp_lost() const { return implausible_ms_ >= IMPLAUSIBLE_FOR_ms; }
  // Idle, believably, for the whole hold: only then may the contact open.
  bool settled() const { return known_ && !running() && plausible() && idle_ms_ >= config_.hold_ms; }

  // Work confirmed late counts from its first reading, but no difference may exceed that of up_ms: the rest follows.
  uint64_t take_register(uint64_t up_ms) {
    const uint64_t most_ms = told_running_ms_ + up_ms - told_up_ms_;
    told_running_ms_ = std::min(running_ms_, most_ms);
    told_up_ms_ = up_ms;
    return told_running_ms_;
  }

  std::optional<int> take_window() {
    if (!last_mA_) return std::nullopt;
    const double rms = window_ms_ > 0 ? std::sqrt(squares_ / window_ms_) : *last_mA_;
    squares_ = 0;
    window_ms_ = 0;
    return int(std::lround(rms));
  }

 private:
  // Work is dated at the first reading above, once min_on_ms has confirmed it.
  void judge(uint64_t step_ms, int current_mA) {
    if (running_) {
      if (current_mA >= config_.run_off_mA) { running_ms_ += step_ms; return; }
      running_ = false;
      above_ms_ = 0;
      idle_ms_ = step_ms;
    } else if (current_mA < config_.run_on_mA) {
      above_ms_ = 0;
      idle_ms_ += step_ms;
    } else {
      above_ms_ += step_ms;
      if (above_ms_ <= config_.min_on_ms) return;
      running_ = true;
      running_ms_ += above_ms_;
      idle_ms_ = 0;
    }
  }

  Config config_;
  bool known_ = false, running_ = false;
  std::optional<int> last_mA_;
  uint64_t running_ms_ = 0, above_ms_ = 0, idle_ms_ = 0, implausible_ms_ = 0, window_ms_ = 0;
  uint64_t told_running_ms_ = 0, told_up_ms_ = 0;
  double squares_ = 0;
};

class Station {
 public:
  // `boot` is larger than ever before and on flash already.
  void power_on(uint32_t boot, bool session_was_open, Outside outside) {
    boot_ = boot;
    outside_ = std::move(outside);
    needs_confirm_ = needs_confirm_ || session_was_open;
    outside_.contact(false);
    send("hello", "\"fw\":\"navette-esphome/1\",\"model\":\"esp32-clamp\",\"reader\":true,\"meter\":\"current\","
                  "\"relay\":true,\"list_version\":null");
    for (const std::string &code : faults_) tell_fault(code, true);  // seen while the board was starting
  }

  // Ten times a second. No current: the clamp gave none.
  void tick(uint64_t up_ms, std::optional<int> current_mA) {
    if (boot_ == 0) return;
    const uint64_t step_ms = up_ms - up_ms_;
    up_ms_ = up_ms;
    meter_.read(step_ms, current_mA, closed_);
    watch_clamp();
    watch_contact(step_ms);
    end_if_idle();
    open_if_due();
    const uint64_t every_ms = linked_ ? config_.sample_ms : std::max<uint64_t>(SAMPLE_ALONE_ms, config_.sample_ms);
    if (up_ms_ - sampled_ms_ >= every_ms) {
      sampled_ms_ = up_ms_;
      sample();
    }
    drain();
  }

  // `hmac`: 64 small hex digits. The UID itself never comes here.
  void badge(const std::string &hmac) {
    if (boot_ == 0) return;
    sample();
    if (linked_) {
      asked_ = {send("badge", "\"badge\":\"" + hmac + "\""), up_ms_, hmac};
      return drain();
    }
    if (alone_.shown != Shown::denied && hmac == alone_.hmac && up_ms_ - alone_.up_ms < SAME_CARD_ms) return outside_.show(alone_.shown);
    const auto [verdict, reason] = decide_alone(hmac);
    const std::string told = reason.empty() ? "null" : "\"" + reason + "\"";
    const uint32_t seq = send("badge", "\"badge\":\"" + hmac + "\",\"offline\":{\"verdict\":\"" + verdict + "\",\"reason\":" + told + "}");
    if (verdict == "granted") close(seq, hmac);
    if (verdict == "ended") end("badge-out");
    alone_ = {hmac, up_ms_, shown_of(verdict)};
    outside_.show(alone_.shown);
  }

  void button(const std::string &action) {
    if (boot_ == 0) return;
    send("button", "\"action\":\"" + action + "\"");
    // A reset counts only after its cause is gone (ISO 13850 §4.1.4)
    if (action == "start-confirm" && std::all_of(faults_.begin(), faults_.end(), held)) needs_confirm_ = false;
    drain();
  }

  // Reports what the hard-wired circuit already did; it stops nothing by itself.
  void fault(const std::string &code, bool active) {
    const auto known = std::find(faults_.begin(), faults_.end(), code);
    if (active == (known != faults_.end())) return;
    if (active) faults_.push_back(code); else faults_.erase(known);
    if (boot_ > 0) tell_fault(code, active);
    if (active && !held(code)) {
      needs_confirm_ = true;
      end(code == "estop" ? "estop" : "fault");
    }
    drain();
  }

  void linked(bool up) {
    if (up && !linked_) {
      waiting_.insert(waiting_.begin(), sent_.begin(), sent_.end());
      sent_.clear();
    }
    linked_ = up;
  }

  void verdict(const Verdict &verdict) {
    renew();
    if (verdict.answers && verdict.answers->first != boot_) return;
    const bool answer = verdict.answers && asked_ && verdict.answers->second == asked_->seq;
    const bool fresh = answer && up_ms_ - asked_->up_ms <= ANSWER_FRESH_ms;
    const Asked asked = asked_.value_or(Asked{});
    if (answer) asked_.reset();
    if (verdict.verdict == "granted") {
      // A standing confirms what is; it energises nothing.
      if (fresh && verdict.relay) close(asked.seq, asked.hmac);
    } else if (verdict.verdict == "ended") {
      // An end that was said before the server knew of this right does not touch it.
      const bool older = verdict.answers ? verdict.answers->second < granted_seq_ : waits(granted_seq_);
      if (!older) end(verdict.reason.empty() ? "ended" : verdict.reason);
    }
    if (answer) outside_.show(shown_of(verdict.verdict));
  }

  // Stale, repeated or for another boot: ignored. Nothing here energises.
  void command(const Command &command) {
    renew();
    const bool repeated = std::find(commands_.begin(), commands_.end(), command.id) != commands_.end();
    if (command.boot != boot_ || up_ms_ > command.expires_up_ms || repeated) return;
    commands_.push_back(command.id);
    if (commands_.size() > COMMANDS_REMEMBERED) commands_.pop_front();
    if (command.op == "lockout") locked_ = true;
    if (command.op == "release") locked_ = false;  // not a reset: a start still wants its badge
    if (command.op == "identify") outside_.show(Shown::granted);
    if (command.op == "lockout" || command.op == "inhibit-next-start") inhibit(command.op == "lockout" ? "lockout" : "command");
    if (command.op != "relay-off") return;
    if (meter_.running() || !meter_.plausible()) inhibit("command"); else open("command");
  }

  void config(const Config &config) {
    renew();
    config_ = config;
    meter_.configure(config);
  }
  void time(int64_t epoch_ms) {
    renew();
    clock_ms_ = epoch_ms - int64_t(up_ms_);
  }
  void list(OfflineList list) {
    renew();
    list_ = std::move(list);
  }

  bool contact_closed() const { return closed_; }
  bool needs_confirm() const { return needs_confirm_; }
  uint32_t boot() const { return boot_; }

 private:
  struct Asked { uint32_t seq = 0; uint64_t up_ms = 0; std::string hmac; };
  struct Alone { std::string hmac; uint64_t up_ms = 0; Shown shown = Shown::denied; };
  struct Line { uint32_t seq; std::string type, json; uint64_t sent_ms; };

  void renew() { lease_until_ms_ = up_ms_ + uint64_t(config_.link_loss_s) * 1'000; }
  static Shown shown_of(const std::string &verdict) {
    return verdict == "granted" ? Shown::granted : verdict == "ended" ? Shown::ended : Shown::denied;
  }
  static const char *flag(bool value) { return value ? "true" : "false"; }

  std::pair<std::string, std::string> decide_alone(const std::string &hmac) const {
    if (holder_ == hmac) return {"ended", "badge-out"};
    if (locked_) return {"denied", "machine-locked"};
    if (!holder_.empty() && meter_.running()) return {"denied", "machine-busy"};
    if (!listed(hmac)) return {"denied", "offline-not-listed"};
    if (needs_confirm_) return {"denied", "start-not-confirmed"};
    return {"granted", ""};
  }
  bool listed(const std::string &hmac) const {
    if (!config_.offline_start) return false;
    if (!clock_ms_) return false;  // without a clock no entry is known to be valid
    const int64_t now_ms = *clock_ms_ + int64_t(up_ms_);
    if (now_ms >= list_.valid_until_ms) return false;
    for (const auto &[prefix, until_ms] : list_.entries)
      if (hmac.compare(0, 16, prefix) == 0) return now_ms < until_ms;
    return false;
  }

  void close(uint32_t seq, const std::string &hmac) {
    // Without thresholds nobody can tell a running machine: it could never be opened again.
    if (needs_confirm_ || locked_ || !faults_.empty() || !meter_.known()) return;
    if (holder_.empty()) outside_.remember_session(true);
    holder_ = hmac;
    active_up_ms_ = up_ms_;
    granted_seq_ = seq;
    inhibited_.clear();
    renew();
    if (!closed_) move(true, "badge");
  }
  // The right is gone; the contact opens once idle has lasted the hold, never under a running machine.
  void end(const std::string &cause) {
    if (!holder_.empty()) outside_.remember_session(false);
    holder_.clear();
    inhibit(cause);
  }
  // Without the link the server cannot say it; it finds the same end when the messages arrive. A lost clamp is not idle.
  void end_if_idle() {
    if (meter_.running() || !meter_.plausible()) active_up_ms_ = up_ms_;
    const bool idle = config_.idle_timeout_s > 0 && up_ms_ - active_up_ms_ >= config_.idle_timeout_s * 1'000;
    if (idle && !linked_ && !holder_.empty()) end("idle");
  }
  void inhibit(const std::string &cause) {
    if (closed_ && inhibited_.empty()) inhibited_ = cause;
  }
  void open_if_due() {
    if (!closed_ || !meter_.settled()) return;
    if (!inhibited_.empty()) open(inhibited_);
    else if (up_ms_ > lease_until_ms_) open("link-loss");
  }
  void open(std::string cause) {  // a copy: it may be the very word that is cleared
    inhibited_.clear();
    if (closed_) move(false, cause);
  }
  void move(bool closed, const std::string &cause) {
    sample();  // closes the account of the state it ends
    closed_ = closed;
    outside_.contact(closed);
    send("relay", std::string("\"on\":") + flag(closed) + ",\"cause\":\"" + cause + "\"");
  }

  // These say something of a sensor or a relay, not that the machine stopped: right and contact are held.
  static bool held(const std::string &code) { return code == "sensor" || code == "relay-stuck"; }
  void tell_fault(const std::string &code, bool active) {
    send("fault", "\"code\":\"" + code + "\",\"active\":" + flag(active));
  }
  void watch_clamp() { fault("sensor", meter_.clamp_lost()); }
  void watch_contact(uint64_t step_ms) {
    stuck_ms_ = !closed_ && meter_.running() ? stuck_ms_ + step_ms : 0;
    fault("relay-stuck", stuck_ms_ >= STUCK_FOR_ms);
  }

  void sample() {
    if (up_ms_ == 0 || waiting_.size() + sent_.size() >= WAITING_MAX) return;  // not said at all: no gap, the register goes on
    const auto current_mA = meter_.take_window();
    const std::string read = current_mA ? std::to_string(*current_mA) : "null";
    send("sample", "\"current_mA\":" + read + ",\"relay\":" + flag(closed_) + ",\"running_ms\":"
                       + std::to_string(meter_.take_register(up_ms_)));
  }

  uint32_t send(const std::string &type, const std::string &own) {
    const std::string at_ms = clock_ms_ ? std::to_string(*clock_ms_ + int64_t(up_ms_)) : "null";
    char envelope[128];
    std::snprintf(envelope, sizeof envelope, "{\"boot\":%" PRIu32 ",\"seq\":%" PRIu32 ",\"up_ms\":%" PRIu64 ",\"at_ms\":%s,",
                  boot_, seq_, up_ms_, at_ms.c_str());
    waiting_.push_back({seq_, type, envelope + own + "}", 0});
    return seq_++;
  }
  void drain() {
    if (!linked_) return;
    while (!sent_.empty() && up_ms_ - sent_.front().sent_ms > SAY_AGAIN_ms) sent_.pop_front();
    for (size_t n = 0; n < SEND_AT_ONCE_MAX && !waiting_.empty(); n += 1) {
      Line &line = waiting_.front();
      if (!outside_.publish(line.type, line.json)) return;
      line.sent_ms = up_ms_;
      sent_.push_back(std::move(line));
      waiting_.pop_front();
    }
  }
  bool waits(uint32_t seq) const { return !waiting_.empty() && waiting_.front().seq <= seq; }

  Outside outside_;
  Config config_;
  Meter meter_;
  OfflineList list_;
  uint32_t boot_ = 0, seq_ = 0, granted_seq_ = 0;
  uint64_t up_ms_ = 0, sampled_ms_ = 0, lease_until_ms_ = 0, stuck_ms_ = 0, active_up_ms_ = 0;
  std::optional<int64_t> clock_ms_;  // Unix ms at up_ms 0
  bool closed_ = false, linked_ = false, needs_confirm_ = false, locked_ = false;
  std::string holder_, inhibited_;
  std::optional<Asked> asked_;
  Alone alone_;  // the last card it judged by itself
  std::vector<std::string> faults_;
  std::deque<std::string> commands_;
  std::deque<Line> waiting_, sent_;
};

// One board, one station: what the configuration's lambdas call.
inline Station station;

}  // namespace navette
