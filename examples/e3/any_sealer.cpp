#include "any_sealer.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "any_root.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/lease.hpp"
#include "e3/profile/profile.hpp"
#include "e3/provision.hpp"
#include "e3/sealer.hpp"
#include "e3/store/file/counter_store.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/standard.hpp"
#include "exit_code.hpp"
#include "key_file.hpp"
#include "names.hpp"
#include "settings.hpp"

// Implementation notes
//
// A profile is a type, and the settings are values: the codec is looked up in a list of types, one instantiation for
// each codec that an envelope can have. 7 compact ones and 2 x 16 standard ones, in 2 suites: 78 sealers.

namespace tool {

namespace {

using Counters = e3::CounterLease<e3::FileCounterStore, 1>;

template <class... Codecs>
struct CodecList {};

template <std::size_t... Sizes>
CodecList<e3::Compact<e3::detail::address_sizes[Sizes]>...> compact_codecs(std::index_sequence<Sizes...>);

template <e3::Commitment Policy, std::size_t... Sizes>
CodecList<e3::Standard<Sizes + 1, Policy>...> standard_codecs(std::index_sequence<Sizes...>);

using Compacts = decltype(compact_codecs(std::make_index_sequence<e3::detail::address_sizes.size()>{}));
template <e3::Commitment Policy>
using Standards = decltype(standard_codecs<Policy>(std::make_index_sequence<e3::Address::max_size>{}));

template <class Profile>
class SealerOf final : public AnySealer {
 public:
  explicit SealerOf(e3::Sealer<Profile, Counters> sealer) noexcept : sealer_{std::move(sealer)} {}

  e3::Result<std::vector<std::uint8_t>> seal(e3::Bytes payload, e3::Bytes aad) override {
    std::vector<std::uint8_t> buffer(sealer_.max_sealed_size(payload.size()));
    const auto sealed = sealer_.seal({.payload = payload, .aad = aad}, buffer);
    if (!sealed) {
      return sealed.error();
    }
    return std::vector<std::uint8_t>{sealed->begin(), sealed->end()};
  }

 private:
  e3::Sealer<Profile, Counters> sealer_;
};

using Made = e3::Result<std::unique_ptr<AnySealer>>;

template <class Profile>
Made make(const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store, e3::BootSalt salt) {
  return std::visit(
      [&](const auto& of_side) -> Made {
        auto sealer = e3::make_sealer<Profile>(of_side, settings.device, Counters{store}, salt, settings.alias);
        if (!sealer) {
          return sealer.error();
        }
        return std::unique_ptr<AnySealer>{std::make_unique<SealerOf<Profile>>(*std::move(sealer))};
      },
      root);
}

template <e3::Suite S, class... Codecs>
Made make_in_list(CodecList<Codecs...>, const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store,
                  e3::BootSalt salt) {
  std::optional<Made> made;
  const auto try_codec = [&]<class Codec>(std::type_identity<Codec>) {
    if (Codec::address_size == settings.wire_address().size()) {
      made.emplace(make<e3::Profile<S, e3::Sodium, Codec, Limits>>(settings, root, store, salt));
    }
    return made.has_value();
  };
  static_cast<void>((try_codec(std::type_identity<Codecs>{}) || ...));
  return made ? *std::move(made) : Made{e3::Error::address_size_invalid};
}

template <e3::Suite S>
Made make_in_suite(const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store, e3::BootSalt salt) {
  if (settings.codec == e3::CodecId::compact) {
    return make_in_list<S>(Compacts{}, settings, root, store, salt);
  }
  return settings.commitment == e3::Commitment::required
             ? make_in_list<S>(Standards<e3::Commitment::required>{}, settings, root, store, salt)
             : make_in_list<S>(Standards<e3::Commitment::absent>{}, settings, root, store, salt);
}

// A traffic key does not depend on the codec.
template <e3::Suite S>
using KeyProfile = e3::Profile<S, e3::Sodium, e3::Compact<0>, Limits>;

}  // namespace

Made make_any_sealer(const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store, e3::BootSalt salt) {
  return settings.suite == e3::Suite::aes_256_gcm
             ? make_in_suite<e3::Suite::aes_256_gcm>(settings, root, store, salt)
             : make_in_suite<e3::Suite::chacha20_poly1305>(settings, root, store, salt);
}

e3::KeyMark first_mark(const Settings& settings, const RootBytes& root) {
  const auto mark = std::visit(
      [&](const auto& of_side) {
        return settings.suite == e3::Suite::aes_256_gcm
                   ? e3::sealing_mark<KeyProfile<e3::Suite::aes_256_gcm>>(of_side, settings.device, e3::Epoch{0})
                   : e3::sealing_mark<KeyProfile<e3::Suite::chacha20_poly1305>>(of_side, settings.device, e3::Epoch{0});
      },
      any_root(settings.side, root));
  return value_of(mark, name_of(settings.suite));
}

e3::Result<void> advance(const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store, e3::Epoch epoch) {
  return std::visit(
      [&](const auto& of_side) {
        return settings.suite == e3::Suite::aes_256_gcm
                   ? e3::advance_to<KeyProfile<e3::Suite::aes_256_gcm>>(of_side, settings.device, store, epoch)
                   : e3::advance_to<KeyProfile<e3::Suite::chacha20_poly1305>>(of_side, settings.device, store, epoch);
      },
      root);
}

}  // namespace tool
