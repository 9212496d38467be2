#include "e3/testing/fault_plan.hpp"

#include "support/catch.hpp"

using e3::testing::StoreFault;

namespace {

struct Steps : e3::testing::FaultPlan {
  using FaultPlan::next_step;
  using FaultPlan::start_again;
};

}  // namespace

TEST_CASE("a fault plan gives its fault to one step") {
  Steps steps;
  steps.fault_at(2, StoreFault::lie);
  CHECK_FALSE(steps.next_step());
  CHECK(steps.next_step() == StoreFault::lie);
  CHECK_FALSE(steps.next_step());
  CHECK(steps.steps() == 3);
}

TEST_CASE("a fault plan whose power went stays stopped until it starts again") {
  Steps steps;
  steps.fault_at(1, StoreFault::stop);
  CHECK(steps.running());
  CHECK(steps.next_step() == StoreFault::stop);
  CHECK(steps.next_step() == StoreFault::stop);
  CHECK_FALSE(steps.running());
  steps.start_again();
  CHECK(steps.running());
  CHECK_FALSE(steps.next_step());
}

TEST_CASE("a fault plan forgets the fault to come when it starts again") {
  Steps steps;
  steps.fault_at(1, StoreFault::fail);
  steps.start_again();
  CHECK_FALSE(steps.next_step());
}
