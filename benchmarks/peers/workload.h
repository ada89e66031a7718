// The same batches as workload.mjs: normally distributed logits times 4 from a fixed seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <vector>

inline const std::vector<size_t> usualClassCounts = {2,  3,   4,   5,   8,    10,   16,    20,    32,
                                                     64, 100, 128, 256, 1000, 1024, 10000, 32000, 128256};

/// mulberry32: small, seeded, good enough.
class Uniform {
public:
  explicit Uniform(uint32_t seed) : state(seed) {}

  double operator()() {
    state += 0x6d2b79f5;
    uint32_t t = (state ^ (state >> 15)) * (1 | state);
    t = (t + (t ^ (t >> 7)) * (61 | t)) ^ t;
    return (t ^ (t >> 14)) / 4294967296.0;
  }

private:
  uint32_t state;
};

/// Box and Muller.
inline double normal(Uniform &random) {
  double radius = std::sqrt(-2 * std::log(1 - random()));
  return radius * std::cos(2 * std::acos(-1.0) * random());
}

/// Floats at a known distance from a page, so that no run is lucky or unlucky with its addresses.
class AlignedArray {
public:
  AlignedArray(size_t length, size_t pageOffset)
      : bytes(static_cast<std::byte *>(::operator new(pageOffset + length * sizeof(float) + slack, page))),
        start(reinterpret_cast<float *>(bytes.get() + pageOffset)) {}

  float *data() const { return start; }

private:
  static constexpr std::align_val_t page{4096};

  /// XNNPACK reads a few bytes beyond its input.
  static constexpr size_t slack = 64;

  struct Free {
    void operator()(std::byte *memory) const { ::operator delete(memory, page); }
  };

  std::unique_ptr<std::byte, Free> bytes;
  float *start;
};

/// Logits of so many bytes, one row at least, and room for the result.
struct Batch {
  Batch(size_t classCount, const std::string &memory)
      : classCount(classCount), rows(std::max<size_t>(1, logitBytes(memory) / (sizeof(float) * classCount))),
        logits(rows * classCount, 0), output(rows * classCount, 2048) {
    constexpr size_t distinctValues = 1 << 20;
    Uniform random(2026);
    float *values = logits.data();
    for (size_t i = 0; i < rows * classCount; i++)
      values[i] = i < distinctValues ? static_cast<float>(4 * normal(random)) : values[i - distinctValues];
  }

  static size_t logitBytes(const std::string &memory) { return memory == "dram" ? 64 << 20 : 128 << 10; }

  size_t classCount, rows;
  AlignedArray logits;
  /// Half a page after the logits: a load never looks like one of the stores just before it.
  AlignedArray output;
};
