#include "peer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace {

struct Options {
  std::string json, memory = "l2";
  std::vector<size_t> classCounts = usualClassCounts;
};

struct Result {
  std::string operation;
  size_t classCount, rows;
  double nanosecondsPerRow;
};

std::vector<size_t> numbers(const std::string &list) {
  std::vector<size_t> result;
  std::istringstream items(list);
  for (std::string item; std::getline(items, item, ',');)
    result.push_back(std::stoul(item));
  return result;
}

Options parse(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    std::string name = argv[i];
    require(i + 1 < argc, name + " needs a value");
    std::string value = argv[i + 1];
    if (name == "--json")
      options.json = value;
    else if (name == "--memory" && (value == "l2" || value == "dram"))
      options.memory = value;
    else if (name == "--k")
      options.classCounts = numbers(value);
    else
      throw std::invalid_argument("unknown argument: " + name + " " + value);
  }
  require(!options.json.empty(), "--json <file> is missing");
  return options;
}

/// Throws unless every result is right: nobody wants to know how fast a wrong one is.
void check(const Task &task, const Batch &batch) {
  // Logarithms, so that small probabilities count as much as large ones.
  constexpr double tolerance = 1e-4;
  for (size_t row = 0; row < batch.rows; row++) {
    const float *logits = batch.logits.data() + row * batch.classCount;
    const float *output = batch.output.data() + row * batch.classCount;
    double largest = *std::max_element(logits, logits + batch.classCount);
    double sum = 0;
    for (size_t i = 0; i < batch.classCount; i++)
      sum += std::exp(logits[i] - largest);
    double logSumExp = largest + std::log(sum);
    for (size_t i = 0; i < batch.classCount; i++) {
      double actual = task.operation == "softmax" ? std::log(double{output[i]}) : output[i];
      if (!(std::abs(actual - (logits[i] - logSumExp)) <= tolerance))
        throw std::runtime_error(task.operation + ", K = " + std::to_string(batch.classCount) + ": wrong in row " +
                                 std::to_string(row));
    }
  }
}

/// The nanoseconds of one call: the best of many short rounds.
double measure(const std::function<void()> &call) {
  auto time = [&](int calls) {
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; i++)
      call();
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
  };
  double fastest = std::numeric_limits<double>::infinity();
  for (double spent = 0; spent < 50e6;) {
    double once = time(1);
    fastest = std::min(fastest, once);
    spent += once;
  }
  int calls = std::max(1, static_cast<int>(300e3 / fastest));
  double best = std::numeric_limits<double>::infinity();
  int rounds = 0;
  for (double spent = 0; spent < 120e6 || rounds < 5; rounds++) {
    double round = time(calls);
    best = std::min(best, round / calls);
    spent += round;
  }
  return best;
}

std::string processor() {
  auto field = [](const std::string &name) {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
      size_t nameEnd = line.find_first_of("\t:"), colon = line.find(": ");
      if (colon != std::string::npos && line.compare(0, nameEnd, name) == 0)
        return line.substr(colon + 2);
    }
    return std::string("?");
  };
  return field("model name") + " (family " + field("cpu family") + ", model " + field("model") + ")";
}

void save(const Options &options, const Library &library, const std::vector<Result> &results) {
  std::ofstream file(options.json);
  file << std::fixed << std::setprecision(4) << "{\n  \"machine\": { \"processor\": " << std::quoted(processor())
       << ", \"runtime\": " << std::quoted(library.name + " " + library.version) << ", \"width\": null },\n"
       << "  \"results\": [";
  const char *separator = "\n";
  for (const Result &result : results) {
    file << separator << "    { \"library\": " << std::quoted(library.name)
         << ", \"operation\": " << std::quoted(result.operation)
         << ", \"elementType\": \"float\", \"memory\": " << std::quoted(options.memory)
         << ", \"k\": " << result.classCount << ", \"rows\": " << result.rows
         << ", \"nanosecondsPerRow\": " << result.nanosecondsPerRow << ", \"launches\": [" << result.nanosecondsPerRow
         << "] }";
    separator = ",\n";
  }
  file << "\n  ]\n}\n";
  require(file.flush().good(), "cannot write " + options.json);
}

void measureAll(const Options &options, const Library &library) {
  std::vector<Result> results;
  for (size_t classCount : options.classCounts) {
    Batch batch(classCount, options.memory);
    for (const Task &task : library.prepare(batch)) {
      task.run();
      check(task, batch);
      results.push_back({task.operation, classCount, batch.rows, measure(task.run) / batch.rows});
      std::cout << library.name << ", " << task.operation << ", K = " << classCount << ": "
                << results.back().nanosecondsPerRow << " ns per row";
      if (!task.implementation.empty())
        std::cout << " (" << task.implementation << ")";
      std::cout << std::endl;
    }
  }
  save(options, library, results);
}

} // namespace

void require(bool success, const std::string &step) {
  if (!success)
    throw std::runtime_error(step);
}

int runPeer(int argc, char **argv, const Library &library) {
  try {
    measureAll(parse(argc, argv), library);
    return 0;
  } catch (const std::exception &exception) {
    std::cerr << "error: " << library.name << ": " << exception.what() << "\n";
    return 1;
  }
}
