# The tests: figures within their budgets, a second opinion, and the controls that show that each check can fail.
set(data "${CMAKE_CURRENT_SOURCE_DIR}/data")
set(figures "${CMAKE_CURRENT_BINARY_DIR}/figures")
file(MAKE_DIRECTORY "${figures}")
execute_process(COMMAND "${E3_ARM_CXX}" -dumpfullversion OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)

function(e3_target_check name core)
  add_test(NAME "target: ${name}"
    COMMAND e3_target_bench --target ${core} --compiler "${version}" --data "${data}" ${ARGN})
endfunction()

foreach(core IN LISTS targets)
  e3_target_check("every figure of ${core} keeps to its budget, and QEMU agrees" ${core} --images "${images}/${core}"
    ${image_options_${core}} --qemu --budgets "${CMAKE_CURRENT_SOURCE_DIR}/budgets.json" --figures "${figures}/${core}.json")
endforeach()

# `cmake --build build/target --target e3_target_budgets` makes the present figures the budgets.
set(write_budgets "")
foreach(core IN LISTS targets)
  list(APPEND write_budgets COMMAND e3_target_bench --target ${core} --compiler "${version}" --data "${data}"
    --images "${images}/${core}" ${image_options_${core}} --write-budgets "${CMAKE_CURRENT_SOURCE_DIR}/budgets.json")
endforeach()

# The controls.
set(budgets_of_nothing "${CMAKE_CURRENT_BINARY_DIR}/tight.json")
file(CONFIGURE OUTPUT tight.json @ONLY
  CONTENT "{\"compiler\": \"${version}\", \"cortex-m4\": {\"fast\": {\"chacha20-poly1305\": {\"flash\": 1}}}}\n")
e3_target_check("the check notices a figure beyond its budget" cortex-m4 --images "${images}/cortex-m4"
  --image chacha20-poly1305:fast --budgets "${budgets_of_nothing}")
set_tests_properties("target: the check notices a figure beyond its budget" PROPERTIES
  PASS_REGULAR_EXPRESSION "More than half a percent beyond the budget is /fast/chacha20-poly1305/flash: [0-9]+, budget 1")
e3_target_image(cortex-m4 chacha20-poly1305 fast wrong-result/chacha20-poly1305 -DE3_TARGET_PLANT_WRONG_RESULT)
e3_target_image(cortex-m4 chacha20-poly1305 fast static-data/chacha20-poly1305 -DE3_TARGET_PLANT_STATIC_DATA)
foreach(plant IN ITEMS "wrong-result|is not what OpenSSL seals" "static-data|has 4 bytes of static RAM")
  string(REPLACE "|" ";" plant "${plant}")
  list(GET plant 0 folder)
  list(GET plant 1 message)
  file(MAKE_DIRECTORY "${images}/cortex-m4/${folder}")
  e3_target_check("the check notices: ${folder}" cortex-m4 --images "${images}/cortex-m4/${folder}"
    --image chacha20-poly1305:fast)
  set_tests_properties("target: the check notices: ${folder}" PROPERTIES PASS_REGULAR_EXPRESSION "${message}")
endforeach()

add_custom_target(e3_target_images ALL DEPENDS ${all_images})
add_custom_target(e3_target_budgets ${write_budgets} DEPENDS e3_target_images VERBATIM)
