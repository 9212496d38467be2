#pragma once

#include <cstdio>
#include <fstream>
#include <string>

/// One reading of the machine this runs on: load, free memory, and temperature where the machine has a sensor.
inline std::string read_telemetry() {
  std::string load = "?";
  std::ifstream{"/proc/loadavg"} >> load;

  long free_kib = 0;
  std::string word;
  for (std::ifstream memory{"/proc/meminfo"}; memory >> word;) {
    if (word == "MemAvailable:") {
      memory >> free_kib;
      break;
    }
  }
  std::string reading = "load " + load + ", " + std::to_string(free_kib / 1024) + " MiB free";
  long millidegrees = 0;
  if (std::ifstream{"/sys/class/thermal/thermal_zone0/temp"} >> millidegrees) {
    reading += ", " + std::to_string(millidegrees / 1000) + " C";
  }
  return reading;
}
