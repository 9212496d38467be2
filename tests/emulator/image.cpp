#include "image.hpp"

#include <elf.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace emulator {

namespace {

/// The bytes of a file, read as the structures of <elf.h>.
class File {
 public:
  explicit File(const std::filesystem::path& path) : path_{path.string()} {
    std::ifstream in{path, std::ios::binary};
    bytes_.assign(std::istreambuf_iterator<char>{in}, {});
  }

  template <class T>
  [[nodiscard]] T at(std::size_t offset) const {
    if (offset + sizeof(T) > bytes_.size()) {
      fail("is cut short");
    }
    T value;
    std::memcpy(&value, &bytes_[offset], sizeof value);
    return value;
  }

  [[nodiscard]] std::string text(std::size_t offset) const {
    if (offset >= bytes_.size()) {
      fail("is cut short");
    }
    return std::string{bytes_.data() + offset, strnlen(bytes_.data() + offset, bytes_.size() - offset)};
  }

  [[nodiscard]] std::vector<std::uint8_t> part(std::size_t offset, std::size_t size) const {
    if (offset + size > bytes_.size()) {
      fail("is cut short");
    }
    const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(offset);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
  }

  [[noreturn]] void fail(const char* why) const { throw std::runtime_error{path_ + " " + why}; }

 private:
  std::string path_;
  std::vector<char> bytes_;
};

}  // namespace

Image::Image(const std::filesystem::path& path) {
  const File file{path};
  const auto header = file.at<Elf32_Ehdr>(0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS32 ||
      header.e_ident[EI_DATA] != ELFDATA2LSB || (header.e_machine != EM_ARM && header.e_machine != EM_RISCV)) {
    file.fail("is no little-endian ELF32 program for Arm or RISC-V");
  }
  riscv_ = header.e_machine == EM_RISCV;

  for (std::uint32_t i = 0; i < header.e_phnum; ++i) {
    const auto part = file.at<Elf32_Phdr>(header.e_phoff + i * header.e_phentsize);
    if (part.p_type == PT_LOAD && part.p_memsz > 0) {
      segments_.push_back(
          {part.p_vaddr, part.p_memsz, (part.p_flags & PF_X) != 0, file.part(part.p_offset, part.p_filesz)});
    }
  }

  const auto section = [&](std::uint32_t i) { return file.at<Elf32_Shdr>(header.e_shoff + i * header.e_shentsize); };
  const auto names = section(header.e_shstrndx).sh_offset;
  for (std::uint32_t i = 0; i < header.e_shnum; ++i) {
    const auto own = section(i);
    if ((own.sh_flags & SHF_ALLOC) != 0) {
      sections_.push_back({file.text(names + own.sh_name), own.sh_size, (own.sh_flags & SHF_EXECINSTR) != 0,
                           (own.sh_flags & SHF_WRITE) != 0, own.sh_type == SHT_NOBITS});
    }
    if (own.sh_type != SHT_SYMTAB) {
      continue;
    }
    const auto strings = section(own.sh_link).sh_offset;
    for (std::uint32_t offset = 0; offset + sizeof(Elf32_Sym) <= own.sh_size; offset += sizeof(Elf32_Sym)) {
      const auto symbol = file.at<Elf32_Sym>(own.sh_offset + offset);
      const auto name = file.text(strings + symbol.st_name);
      if (name.empty() || name.front() == '$' || symbol.st_shndx == SHN_UNDEF) {
        continue;
      }
      const bool function = ELF32_ST_TYPE(symbol.st_info) == STT_FUNC;
      const std::uint32_t address = function && !riscv_ ? symbol.st_value & ~1U : symbol.st_value;
      symbols_[name] = address;
      if (function) {
        functions_[address] = name;
      }
    }
  }
}

std::uint32_t Image::symbol(const std::string& name) const {
  const auto found = symbols_.find(name);
  if (found == symbols_.end()) {
    throw std::runtime_error{"the image has no symbol " + name};
  }
  return found->second;
}

std::string Image::where(std::uint32_t address) const {
  auto after = functions_.upper_bound(address);
  if (after == functions_.begin()) {
    return "?";
  }
  --after;
  std::array<char, 16> distance{};
  std::snprintf(distance.data(), distance.size(), "+0x%x", address - after->first);
  return after->second + distance.data();
}

}  // namespace emulator
