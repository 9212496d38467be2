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
    ${image_options_${core}} --qemu --budgets "${CMAKE_CURRENT_SOURCE_DIR}/budgets.json"
    --figures "${figures}/${core}.json")
endforeach()

foreach(core IN LISTS targets)
  set_tests_properties("target: every figure of ${core} keeps to its budget, and QEMU agrees" PROPERTIES
    FIXTURES_SETUP figures)
endforeach()

# docs/target is what the figures give. `cmake --build build/target --target e3_target_docs` writes it.
set(write_docs "${Python3_EXECUTABLE}" -B "${CMAKE_CURRENT_SOURCE_DIR}/report/write_docs.py" "${figures}" "${data}")
add_test(NAME "target: docs/target is what the run gives"
  COMMAND ${write_docs} "${PROJECT_SOURCE_DIR}/docs/target" --check)
set_tests_properties("target: docs/target is what the run gives" PROPERTIES FIXTURES_REQUIRED figures)
set(stale "${CMAKE_CURRENT_BINARY_DIR}/stale")
file(COPY "${PROJECT_SOURCE_DIR}/docs/target/" DESTINATION "${stale}")
file(APPEND "${stale}/figures.md" "one line more\n")
add_test(NAME "target: the check notices a stale page" COMMAND ${write_docs} "${stale}" --check)
set_tests_properties("target: the check notices a stale page" PROPERTIES FIXTURES_REQUIRED figures
  PASS_REGULAR_EXPRESSION "figures.md is not what the run gives|of another compiler")

# `cmake --build build/target --target e3_target_budgets` makes the present figures the budgets.
set(write_budgets "")
set(write_figures "")
foreach(core IN LISTS targets)
  list(APPEND write_figures COMMAND e3_target_bench --target ${core} --compiler "${version}" --data "${data}"
    --images "${images}/${core}" ${image_options_${core}} --figures "${figures}/${core}.json")
  list(APPEND write_budgets COMMAND e3_target_bench --target ${core} --compiler "${version}" --data "${data}"
    --images "${images}/${core}" ${image_options_${core}} --write-budgets "${CMAKE_CURRENT_SOURCE_DIR}/budgets.json")
endforeach()

# The controls: each must fail, and say why.
file(CONFIGURE OUTPUT tight.json @ONLY
  CONTENT "{\"compiler\": \"${version}\", \"cortex-m4\": {\"fast\": {\"chacha20-poly1305\": {\"flash\": 1}}}}\n")
# name: what the check notices; match: what it says then
function(e3_target_control name match)
  add_test(NAME "target: the check notices ${name}"
    COMMAND "${CMAKE_COMMAND}" -DEXPECT=failure "-DMATCH=${match}" -P "${PROJECT_SOURCE_DIR}/tests/docs/expect.cmake" --
      "$<TARGET_FILE:e3_target_bench>" --target cortex-m4 --compiler "${version}" --data "${data}"
      --image chacha20-poly1305:fast ${ARGN})
endfunction()
set(planted "${images}/cortex-m4")
e3_target_control("a figure beyond its budget"
  "More than half a percent beyond the budget is /fast/chacha20-poly1305/flash: [0-9]+, budget 1"
  --images "${images}/cortex-m4" --budgets "${CMAKE_CURRENT_BINARY_DIR}/tight.json")
e3_target_image(cortex-m4 chacha20-poly1305 fast "${planted}/wrong-result" DEFINES -DE3_TARGET_PLANT_WRONG_RESULT)
e3_target_control("a wrong result" "is not what OpenSSL seals" --images "${planted}/wrong-result")
e3_target_image(cortex-m4 chacha20-poly1305 fast "${planted}/forgery" DEFINES -DE3_TARGET_PLANT_FORGERY)
e3_target_control("a forgery that passes" "a forgery of 16 bytes passed" --images "${planted}/forgery")
e3_target_image(cortex-m4 chacha20-poly1305 fast "${planted}/static-data" DEFINES -DE3_TARGET_PLANT_STATIC_DATA)
e3_target_control("static RAM" "has 4 bytes of static RAM" --images "${planted}/static-data")
e3_target_image(cortex-m4 chacha20-poly1305 fast "${planted}/residue" DEFINES -DE3_TARGET_PLANT_RESIDUE)
e3_target_control("a secret that is left behind" "a word of a secret is on the stack after seal of 16"
  --images "${planted}/residue")
file(MAKE_DIRECTORY "${planted}/long-call")
e3_target_main(cortex-m4 chacha20-poly1305 "${planted}/long-call/board-main.o" -DE3_TARGET_PLANT_LONG_CALL)
e3_target_image(cortex-m4 chacha20-poly1305 fast "${planted}/long-call" MAIN "${planted}/long-call/board-main.o")
e3_target_control("an emulator that counts less than QEMU" "but the emulator counts"
  --images "${planted}/long-call" --qemu)

add_custom_target(e3_target_images ALL DEPENDS ${all_images})
add_custom_target(e3_target_budgets ${write_budgets} DEPENDS e3_target_images VERBATIM)
add_custom_target(e3_target_docs ${write_figures} COMMAND ${write_docs} "${PROJECT_SOURCE_DIR}/docs/target"
  DEPENDS e3_target_images VERBATIM)
