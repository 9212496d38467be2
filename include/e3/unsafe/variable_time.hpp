#pragma once

#include "e3/core/suite.hpp"

namespace e3::unsafe {

/// A backend that is not constant-time, used all the same: whoever can time the device may learn its key.
template <class Backend>
struct VariableTime {
  /// The backend's AEAD, accepted where only constant-time ones are.
  template <Suite S>
  class Aead : public Backend::template Aead<S> {
   public:
    static constexpr bool constant_time = true;
  };

  using Kdf = typename Backend::Kdf;
};

}  // namespace e3::unsafe
