// MemorySanitizer asks for its settings by this name.
extern "C" [[gnu::used]] const char* __msan_default_options();
extern "C" const char* __msan_default_options() { return "exitcode=77"; }
