// Measures oneDNN, one thread, whole batches in one call into preallocated outputs.
//
//   onednn --json <file> [--memory l2|dram] [--k 3,10]

#include "peer.h"

#include <dnnl.hpp>
#include <omp.h>
#include <unordered_map>

namespace {

/// A primitive is made once for a shape, and executed with the same memory every time.
template <typename Forward>
Task prepare(const std::string &operation, const Batch &batch, const dnnl::engine &engine) {
  auto shape = dnnl::memory::dims{static_cast<dnnl_dim_t>(batch.rows), static_cast<dnnl_dim_t>(batch.classCount)};
  dnnl::memory::desc layout(shape, dnnl::memory::data_type::f32, dnnl::memory::format_tag::ab);
  typename Forward::primitive_desc description({dnnl::prop_kind::forward_inference, layout, 1}, engine);
  std::unordered_map<int, dnnl::memory> arguments = {
      {DNNL_ARG_SRC, dnnl::memory(layout, engine, batch.logits.data())},
      {DNNL_ARG_DST, dnnl::memory(layout, engine, batch.output.data())},
  };
  auto run = [forward = Forward(description), stream = dnnl::stream(engine), arguments]() mutable {
    forward.execute(stream, arguments);
    stream.wait();
  };
  return {operation, description.impl_info_str(), run};
}

/// There is no logsumexp and no cross-entropy.
std::vector<Task> prepareAll(const Batch &batch) {
  dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return {prepare<dnnl::softmax_forward>("softmax", batch, engine),
          prepare<dnnl::logsoftmax_forward>("log-softmax", batch, engine)};
}

std::string version() {
  const dnnl_version_t *version = dnnl::version();
  return std::to_string(version->major) + "." + std::to_string(version->minor) + "." + std::to_string(version->patch);
}

} // namespace

int main(int argc, char **argv) {
  omp_set_num_threads(1);
  return runPeer(argc, argv, {"oneDNN", version(), prepareAll});
}
