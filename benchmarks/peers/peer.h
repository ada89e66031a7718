// What the C++ libraries share: options, the check of results, the clock and the file.
#pragma once

#include "workload.h"

#include <functional>
#include <string>
#include <vector>

/// One operation of a library on one batch: run() reads its logits and writes its output.
struct Task {
  /// "softmax" or "log-softmax".
  std::string operation;

  /// What the library chose to run, for the log; empty where it does not say.
  std::string implementation;

  std::function<void()> run;
};

struct Library {
  std::string name, version;
  std::function<std::vector<Task>(const Batch &)> prepare;
};

/// The main function of a peer: --json <file> [--memory l2|dram] [--k 3,10]. Returns its exit code.
int runPeer(int argc, char **argv, const Library &library);

/// Throws unless the library agreed.
void require(bool success, const std::string &step);
