#include "machine.hpp"

#include <unicorn/unicorn.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <stdexcept>

#include "if_then.hpp"
#include "timing.hpp"

// Implementation notes
//
// An instruction is charged when the next one is known, since only that tells whether it branched. A call returns to
// `trap`, where emulation stops. The stack is painted from `stack_low` to `stack_top` before each call: with the lowest
// byte that lost its paint at stack_top - 340 and a stack pointer that never fell below stack_top - 344, it is 344.

namespace emulator {

namespace {

constexpr std::uint32_t page = 0x1000;
constexpr std::uint32_t trap = 0x0F00'0000;
constexpr std::uint32_t stack_low = 0x7100'0000;
constexpr std::uint32_t stack_top = stack_low + 0x0001'0000;
constexpr std::uint8_t paint = 0xA5;

void check(uc_err error, const char* what) {
  if (error != UC_ERR_OK) {
    throw std::runtime_error{std::string{what} + ": " + uc_strerror(error)};
  }
}

int arm_register(std::uint32_t number) noexcept {
  return number < 13 ? UC_ARM_REG_R0 + static_cast<int>(number) : number == 13 ? UC_ARM_REG_SP : UC_ARM_REG_LR;
}

std::uint32_t little_endian(const std::uint8_t* bytes) noexcept {
  return bytes[0] | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 | std::uint32_t{bytes[3]} << 24;
}

}  // namespace

class Machine::Engine {
 public:
  Engine(const Image& image, Core core) : image_{image}, core_{core}, riscv_{core == Core::rv32} {
    if (image.is_riscv() != riscv_) {
      throw std::runtime_error{"the image is for another processor"};
    }
    open();
    try {
      for (const auto& segment : image_.segments()) {
        map(segment.address, segment.size,
            segment.executable ? UC_PROT_READ | UC_PROT_EXEC : UC_PROT_READ | UC_PROT_WRITE);
        if (segment.executable) {
          code_begin_ = std::min(code_begin_, segment.address);
          code_end_ = std::max(code_end_, segment.address + segment.size);
        }
      }
      map(trap, page, UC_PROT_ALL);
      map(scratch, scratch_size, UC_PROT_READ | UC_PROT_WRITE);
      map(stack_low, stack_top - stack_low, UC_PROT_READ | UC_PROT_WRITE);
      instructions_.resize((code_end_ - code_begin_) / 2 + 1);
      hook(UC_HOOK_CODE, reinterpret_cast<void*>(&on_instruction));
      hook(UC_HOOK_MEM_READ | UC_HOOK_MEM_WRITE, reinterpret_cast<void*>(&on_access));
      load();
    } catch (...) {
      uc_close(engine_);
      throw;
    }
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { uc_close(engine_); }

  void load() {
    for (const auto& segment : image_.segments()) {
      auto bytes = segment.bytes;
      bytes.resize(segment.size);
      write(segment.address, bytes);
    }
    write(scratch, std::vector<std::uint8_t>(scratch_size));
  }

  void write(std::uint32_t address, std::span<const std::uint8_t> bytes) {
    if (!bytes.empty()) {
      check(uc_mem_write(engine_, address, bytes.data(), bytes.size()), "write");
    }
  }

  [[nodiscard]] std::vector<std::uint8_t> read(std::uint32_t address, std::size_t size) const {
    std::vector<std::uint8_t> bytes(size);
    if (size > 0) {
      check(uc_mem_read(engine_, address, bytes.data(), size), "read");
    }
    return bytes;
  }

  Call call(const std::string& function, std::initializer_list<std::uint32_t> arguments) {
    begin(arguments);
    const std::uint32_t entry = image_.symbol(function);
    const uc_err error = uc_emu_start(engine_, riscv_ ? entry : entry | 1U, trap, 0, 0);
    if (error != UC_ERR_OK || unaligned_) {
      throw std::runtime_error{function + " faulted at " + image_.where(last_.address) + ": " +
                               (unaligned_ ? "unaligned access" : uc_strerror(error))};
    }
    reach(trap);
    call_.cycles = riscv_ ? 0 : clock_.cycles();
    call_.stack = std::max(stack_top - lowest_, painted());
    call_.result = get(first_argument_);
    return call_;
  }

  void observe(Observer* observer) noexcept { observer_ = observer; }

  [[nodiscard]] std::vector<std::uint8_t> left_on_stack() const { return read(stack_top - call_.stack, call_.stack); }

 private:
  struct Instruction {
    bool known = false;
    bool starts_block = false;
    std::uint32_t code = 0;
    Timing timing;
  };

  struct Last {
    bool is_one = false;
    std::uint32_t address = 0;
    std::uint32_t size = 0;
    Timing timing;
  };

  void open() {
    if (riscv_) {
      check(uc_open(UC_ARCH_RISCV, UC_MODE_RISCV32, &engine_), "open");
      return;
    }
    check(uc_open(UC_ARCH_ARM, static_cast<uc_mode>(int{UC_MODE_THUMB} | int{UC_MODE_MCLASS}), &engine_), "open");
    const int model = core_ == Core::cortex_m0plus ? UC_CPU_ARM_CORTEX_M0
                      : core_ == Core::cortex_m3   ? UC_CPU_ARM_CORTEX_M3
                                                   : UC_CPU_ARM_CORTEX_M4;
    check(uc_ctl_set_cpu_model(engine_, model), "model");
  }

  /// Maps the pages of a range that are not mapped yet.
  void map(std::uint32_t address, std::uint32_t size, std::uint32_t rights) {
    const std::uint32_t end = (address + size + page - 1) / page * page;
    for (std::uint32_t at = address / page * page; at < end; at += page) {
      const uc_err error = uc_mem_map(engine_, at, page, rights);
      if (error == UC_ERR_MAP) {
        check(uc_mem_protect(engine_, at, page, UC_PROT_ALL), "map");
      } else {
        check(error, "map");
      }
    }
  }

  void hook(int kind, void* function) {
    uc_hook handle = 0;
    check(uc_hook_add(engine_, &handle, kind, function, this, 1, 0), "hook");
  }

  void set(int number, std::uint32_t value) { check(uc_reg_write(engine_, number, &value), "register"); }
  [[nodiscard]] std::uint32_t get(int number) const {
    std::uint32_t value = 0;
    check(uc_reg_read(engine_, number, &value), "register");
    return value;
  }

  void begin(std::initializer_list<std::uint32_t> arguments) {
    call_ = {};
    unaligned_ = false;
    clock_ = Clock{core_};
    last_ = {};
    block_.clear();
    lowest_ = stack_top;
    write(stack_low, std::vector<std::uint8_t>(stack_top - stack_low, paint));
    int argument = first_argument_;
    for (const std::uint32_t value : arguments) {
      set(argument++, value);
    }
    set(stack_pointer_, stack_top);
    if (riscv_) {
      set(UC_RISCV_REG_RA, trap);
      if (image_.has_symbol("__global_pointer$")) {
        set(UC_RISCV_REG_GP, image_.symbol("__global_pointer$"));
      }
    } else {
      set(UC_ARM_REG_LR, trap | 1U);
    }
  }

  [[nodiscard]] std::uint32_t painted() const {
    const auto bytes = read(stack_low, stack_top - stack_low);
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte != paint; });
    return static_cast<std::uint32_t>(bytes.end() - first);
  }

  void show(const Event& event) {
    if (observer_ != nullptr) {
      observer_->see(event);
    }
  }

  /// Charges what came before the instruction at `address`.
  void reach(std::uint32_t address) {
    while (const auto skipped = block_.skipped_before(address)) {
      charge(skipped->address);
      last_ = {true, skipped->address, skipped->size, Timing{}};
      ++call_.instructions;
      show({Event::Kind::skipped, skipped->address});
    }
    charge(address);
  }

  void charge(std::uint32_t next) noexcept {
    if (last_.is_one) {
      clock_.charge(last_.timing, next != last_.address + last_.size);
    }
  }

  const Instruction& instruction_at(std::uint32_t address, std::uint32_t size) {
    auto& known = instructions_.at((address - code_begin_) / 2);
    if (!known.known) {
      std::array<std::uint8_t, 4> bytes{};
      check(uc_mem_read(engine_, address, bytes.data(), size), "read");
      known.known = true;
      known.code = little_endian(bytes.data());
      known.timing = timing_of(core_, known.code, size);
      known.starts_block = (core_ == Core::cortex_m3 || core_ == Core::cortex_m4) && size == 2 &&
                           IfThenBlock::starts(static_cast<std::uint16_t>(known.code));
    }
    return known;
  }

  static void on_instruction(uc_engine*, std::uint64_t address, std::uint32_t size, void* self) noexcept {
    static_cast<Engine*>(self)->execute(static_cast<std::uint32_t>(address), size);
  }

  void execute(std::uint32_t address, std::uint32_t size) {
    if (address == trap) {
      return;
    }
    reach(address);
    const auto& instruction = instruction_at(address, size);
    if (instruction.starts_block) {
      block_.start(address, [this](std::uint32_t at) {
        const auto bytes = read(at, 2);
        return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8;
      });
    }
    last_ = {true, address, size, instruction.timing};
    ++call_.instructions;
    lowest_ = std::min(lowest_, get(stack_pointer_));
    show({Event::Kind::instruction, address});
    if (instruction.timing.operands && observer_ != nullptr) {
      show({Event::Kind::operands, address, widths(instruction.code)});
    }
  }

  /// The widths of an instruction's two operands in bits.
  [[nodiscard]] std::uint32_t widths(std::uint32_t code) const {
    const auto width = [this](int number) { return static_cast<std::uint32_t>(std::bit_width(get(number))); };
    if (riscv_) {
      const int first = UC_RISCV_REG_X0 + static_cast<int>((code >> 15) & 31U);
      const int second = UC_RISCV_REG_X0 + static_cast<int>((code >> 20) & 31U);
      return width(first) << 8 | width(second);
    }
    return width(arm_register(code & 15U)) << 8 | width(arm_register((code >> 16) & 15U));
  }

  static void on_access(uc_engine*, uc_mem_type type, std::uint64_t address, int size, std::int64_t,
                        void* self) noexcept {
    static_cast<Engine*>(self)->access(type == UC_MEM_WRITE, static_cast<std::uint32_t>(address),
                                       static_cast<std::uint32_t>(size));
  }

  void access(bool store, std::uint32_t address, std::uint32_t size) {
    if (aligned_only_ && address % size != 0) {
      unaligned_ = true;
      uc_emu_stop(engine_);
    }
    ++(store ? call_.stores : call_.loads);
    show({store ? Event::Kind::store : Event::Kind::load, address, size});
  }

  const Image& image_;
  Core core_;
  bool riscv_;
  bool aligned_only_ = core_ == Core::cortex_m0plus || core_ == Core::rv32;
  bool unaligned_ = false;
  int first_argument_ = riscv_ ? int{UC_RISCV_REG_A0} : int{UC_ARM_REG_R0};
  int stack_pointer_ = riscv_ ? int{UC_RISCV_REG_SP} : int{UC_ARM_REG_SP};
  uc_engine* engine_ = nullptr;
  std::uint32_t code_begin_ = 0xFFFF'FFFF;
  std::uint32_t code_end_ = 0;
  std::vector<Instruction> instructions_;
  Observer* observer_ = nullptr;
  Call call_;
  Clock clock_{core_};
  Last last_;
  IfThenBlock block_;
  std::uint32_t lowest_ = stack_top;
};

Machine::Machine(const Image& image, Core core) : engine_{std::make_unique<Engine>(image, core)} {}
Machine::~Machine() = default;

void Machine::reset() { engine_->load(); }

void Machine::write(std::uint32_t address, std::span<const std::uint8_t> bytes) { engine_->write(address, bytes); }

void Machine::write_word(std::uint32_t address, std::uint32_t word) {
  engine_->write(address, std::array{static_cast<std::uint8_t>(word), static_cast<std::uint8_t>(word >> 8),
                                     static_cast<std::uint8_t>(word >> 16), static_cast<std::uint8_t>(word >> 24)});
}

std::vector<std::uint8_t> Machine::read(std::uint32_t address, std::size_t size) const {
  return engine_->read(address, size);
}

std::uint32_t Machine::read_word(std::uint32_t address) const { return little_endian(read(address, 4).data()); }

Call Machine::call(const std::string& function, std::initializer_list<std::uint32_t> arguments) {
  return engine_->call(function, arguments);
}

std::vector<std::uint8_t> Machine::left_on_stack() const { return engine_->left_on_stack(); }

void Machine::observe(Observer* observer) noexcept { engine_->observe(observer); }

}  // namespace emulator
