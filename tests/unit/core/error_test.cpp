#include "e3/core/error.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"

using e3::Error;
using e3::ErrorClass;

TEST_CASE("every error has a sentence of its own") {
  std::set<std::string> sentences;
  for (unsigned i = 0; i < e3::error_count; ++i) {
    CAPTURE(i);
    const std::string sentence = e3::to_string(static_cast<Error>(i));
    CHECK_FALSE(sentence.empty());
    CHECK(sentence != "unknown error");
    CHECK(sentences.insert(sentence).second);
  }
}

TEST_CASE("a value that is no error has a sentence too") {
  for (unsigned i = e3::error_count; i < 256; ++i) {
    CHECK(std::string{e3::to_string(static_cast<Error>(i))} == "unknown error");
  }
}

TEST_CASE("errors of an envelope that proves nothing are not_authentic") {
  for (const auto error :
       {Error::malformed, Error::version_unknown, Error::codec_refused, Error::suite_refused, Error::commitment_refused,
        Error::device_unknown, Error::epoch_closed, Error::epoch_not_open, Error::epoch_too_far, Error::nonce_mismatch,
        Error::commitment_mismatch, Error::not_authentic}) {
    CAPTURE(e3::to_string(error));
    CHECK(e3::classify(error) == ErrorClass::not_authentic);
  }
}

TEST_CASE("errors of an authentic envelope that was seen are replayed") {
  CHECK(e3::classify(Error::replayed) == ErrorClass::replayed);
  CHECK(e3::classify(Error::too_old) == ErrorClass::replayed);
}

TEST_CASE("errors of the call are misuse") {
  for (const auto error : {Error::payload_too_large, Error::aad_too_large, Error::output_too_small,
                           Error::buffers_overlap, Error::address_size_invalid, Error::address_taken,
                           Error::capacity_reached, Error::epoch_already_open, Error::generation_not_new}) {
    CAPTURE(e3::to_string(error));
    CHECK(e3::classify(error) == ErrorClass::misuse);
  }
}

TEST_CASE("errors of key, store and machinery are local faults") {
  for (const auto error :
       {Error::counter_exhausted, Error::epoch_exhausted, Error::store_blank, Error::store_foreign,
        Error::store_corrupt, Error::store_unreadable, Error::store_locked, Error::store_failed, Error::store_not_blank,
        Error::store_of_another_key, Error::epoch_not_later, Error::not_enrolled, Error::fenced,
        Error::hardware_missing, Error::backend_failed, Error::not_attempted}) {
    CAPTURE(e3::to_string(error));
    CHECK(e3::classify(error) == ErrorClass::local_fault);
  }
}
