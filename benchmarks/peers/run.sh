#!/usr/bin/env bash
# Measures SoftmaxGen, ONNX Runtime and PyTorch one after the other on this machine, and puts the figures side by side.
#
#   benchmarks/peers/run.sh [folder]     results go to artifacts/benchmarks unless a folder is given
#
# Needs the .NET 10 SDK, Node.js with npm, and a python3 with torch (installed by apt where that is possible).
# K="3,10" restricts the class counts, MEMORY=dram takes batches of 64 MiB.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$root/artifacts/benchmarks}
memory=${MEMORY:-l2}
mkdir -p "$out"
out=$(cd "$out" && pwd)

modules=$(mktemp -d)
trap 'rm -rf "$modules"' EXIT

step() { printf '\n== %s\n' "$1"; }

fail() {
  echo "error: $1" >&2
  exit 1
}

# The first Python that has torch.
find_python() {
  for python in python3 /usr/bin/python3; do
    if command -v "$python" > /dev/null && "$python" -c 'import torch' 2> /dev/null; then
      echo "$python"
      return 0
    fi
  done
  return 1
}

install_torch() {
  command -v apt-get > /dev/null || fail "no python3 here can 'import torch', and there is no apt-get: install PyTorch and start again."
  [ "$(id -u)" -eq 0 ] || fail "no python3 here can 'import torch': install it (apt-get install python3-torch) and start again."
  apt-get install -y --no-install-recommends python3-torch
}

step "what is needed"
for tool in dotnet node npm; do
  command -v "$tool" > /dev/null || fail "$tool is missing."
done
python=$(find_python) || { install_torch; python=$(find_python) || fail "python3-torch is installed and still cannot be imported."; }
cp "$here/package.json" "$modules"
# The package holds the CPU library; its install script would fetch the one for GPUs.
(cd "$modules" && npm install --no-audit --no-fund --ignore-scripts)
dotnet build -c Release "$root/benchmarks/SoftmaxGen.Benchmarks"
benchmarks="$root/benchmarks/SoftmaxGen.Benchmarks/bin/Release/net10.0/SoftmaxGen.Benchmarks.dll"

class_counts=()
if [ -n "${K:-}" ]; then class_counts=(--k "$K"); fi
ours=()
if [ "$memory" = dram ]; then ours=(--dram); fi

step "SoftmaxGen, TensorPrimitives, scalar loops"
dotnet exec "$benchmarks" quick --scalar "${ours[@]}" "${class_counts[@]}" --json "$out/dotnet.json"

# Several launches, as above: memory can be placed luckily or not.
files=("$out/dotnet.json")
for launch in 1 2 3; do
  step "ONNX Runtime, launch $launch"
  node "$here/onnxruntime.mjs" --modules "$modules" --memory "$memory" "${class_counts[@]}" --json "$out/onnxruntime-$launch.json"

  step "PyTorch, launch $launch"
  # Freed memory stays with the process: no page faults at every new tensor.
  MALLOC_TRIM_THRESHOLD_=1073741824 MALLOC_MMAP_THRESHOLD_=1073741824 OMP_NUM_THREADS=1 \
    "$python" "$here/pytorch.py" --memory "$memory" "${class_counts[@]}" --json "$out/pytorch-$launch.json"

  files+=("$out/onnxruntime-$launch.json" "$out/pytorch-$launch.json")
done

step "side by side"
dotnet exec "$benchmarks" table --input "${files[@]}" --output "$out/benchmarks.md"
dotnet exec "$benchmarks" chart --input "${files[@]}" --output "$out/benchmarks.svg"
