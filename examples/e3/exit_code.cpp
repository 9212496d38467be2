#include "exit_code.hpp"

#include <string>

#include "e3/core/error.hpp"

namespace tool {

namespace {

// The library's sentences speak to a program; where its remedy is a call, the tool's is a command.
std::string sentence_of(e3::Error error) {
  switch (error) {
    case e3::Error::counter_exhausted:
      return "this key has sealed all it may; start the next key epoch with `e3 rotate`, on the device's side";
    case e3::Error::epoch_exhausted:
      return "the last key epoch is used up; provision a new folder with a new root";
    case e3::Error::address_taken:
      return "an alias and the device ID must differ in size; choose an alias of another size";
    case e3::Error::store_locked:
      return "another run uses this store at the moment; try again when it has ended";
    default:
      return e3::to_string(error);
  }
}

ExitCode code_of(e3::Error error) {
  switch (error) {
    case e3::Error::malformed:
    case e3::Error::version_unknown:
    case e3::Error::payload_too_large:
      return ExitCode::input;
    case e3::Error::aad_too_large:
    case e3::Error::address_size_invalid:
    case e3::Error::address_taken:
      return ExitCode::usage;
    case e3::Error::hardware_missing:
    case e3::Error::backend_failed:
      return ExitCode::internal;
    default:
      break;
  }
  switch (e3::classify(error)) {
    case e3::ErrorClass::not_authentic:
      return ExitCode::not_authentic;
    case e3::ErrorClass::replayed:
      return ExitCode::replayed;
    case e3::ErrorClass::local_fault:
      return ExitCode::state;
    case e3::ErrorClass::misuse:
      break;
  }
  return ExitCode::internal;
}

}  // namespace

Failure failure_of(e3::Error error, const std::string& where) {
  return {code_of(error), where + ": " + sentence_of(error)};
}

}  // namespace tool
