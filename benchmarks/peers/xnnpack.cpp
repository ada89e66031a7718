// Measures XNNPACK, one thread, whole batches in one call into preallocated outputs.
//
//   xnnpack --json <file> [--memory l2|dram] [--k 3,10]

#include "peer.h"

#include <memory>
#include <xnnpack.h>

namespace {

void succeed(xnn_status status, const char *step) {
  require(status == xnn_status_success, step);
}

/// Softmax is all it has: no logarithms, no losses.
std::vector<Task> prepare(const Batch &batch) {
  succeed(xnn_initialize(nullptr), "initialize");
  xnn_operator_t created = nullptr;
  succeed(xnn_create_softmax_nc_f32(batch.classCount, batch.classCount, batch.classCount, 0, &created), "create");
  std::shared_ptr<xnn_operator> softmax(created, xnn_delete_operator);
  succeed(xnn_setup_softmax_nc_f32(created, batch.rows, batch.logits.data(), batch.output.data(), nullptr), "setup");
  return {{"softmax", "", [softmax] { succeed(xnn_run_operator(softmax.get(), nullptr), "run"); }}};
}

} // namespace

// The version is a definition of the compiler's command line: the header has none.
int main(int argc, char **argv) {
  return runPeer(argc, argv, {"XNNPACK", XNNPACK_VERSION, prepare});
}
