#pragma once

namespace e3 {

/// First member of an aggregate whose members are to be named: `{.payload = p, .aad = a}` compiles, and `{p, a}`, in
/// which two spans could be swapped unseen, does not. It takes no part in anything else; leave it out.
class ByName {
 public:
  explicit constexpr ByName() noexcept = default;
};

}  // namespace e3
