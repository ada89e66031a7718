#!/usr/bin/env bash
# Measures SoftmaxGen, ONNX Runtime, PyTorch, XNNPACK and oneDNN one after the other on this machine, and puts the figures
# side by side.
#
#   benchmarks/peers/run.sh [folder]     results go to artifacts/benchmarks unless a folder is given
#
# Needs the .NET 10 SDK and Node.js with npm; a python3 with torch, and g++ with the headers of XNNPACK, pthreadpool and oneDNN, are
# installed by apt where that is possible.
# K="3,10" restricts the class counts, MEMORY=dram takes batches of 64 MiB.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$root/artifacts/benchmarks}
memory=${MEMORY:-l2}
mkdir -p "$out"
out=$(cd "$out" && pwd)

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

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

# install <what is missing> <package>...
install() {
  command -v apt-get > /dev/null || fail "$1, and there is no apt-get: install it and start again."
  [ "$(id -u)" -eq 0 ] || fail "$1: install it (apt-get install ${*:2}) and start again."
  apt-get install -y --no-install-recommends "${@:2}"
}

can_compile_peers() {
  printf '#include <%s>\n' xnnpack.h dnnl.hpp omp.h | g++ -std=c++17 -fopenmp -fsyntax-only -x c++ - 2> /dev/null
}

# compile_peer <name> <option of g++>...
compile_peer() {
  g++ -std=c++17 -O2 -Wall -Wextra -Werror "$here/$1.cpp" "$here/peer.cpp" "${@:2}" -o "$temp/$1"
}

step "what is needed"
for tool in dotnet node npm; do
  command -v "$tool" > /dev/null || fail "$tool is missing."
done
if ! python=$(find_python); then
  install "no python3 here can 'import torch'" python3-torch
  python=$(find_python) || fail "python3-torch is installed and still cannot be imported."
fi
if ! can_compile_peers; then
  install "g++ or the headers of XNNPACK or oneDNN are missing" g++ libxnnpack-dev libpthreadpool-dev libdnnl-dev
  can_compile_peers || fail "XNNPACK and oneDNN are installed and still their headers cannot be included."
fi
cp "$here/package.json" "$temp"
# The package holds the CPU library; its install script would fetch the one for GPUs.
(cd "$temp" && npm install --no-audit --no-fund --ignore-scripts)
# Only Debian's package knows the version of XNNPACK.
version=$(dpkg-query -W -f '${source:Upstream-Version}' libxnnpack-dev 2> /dev/null) || version="of unknown version"
compile_peer xnnpack -DXNNPACK_VERSION="\"$version\"" -lXNNPACK
compile_peer onednn -fopenmp -ldnnl
dotnet build -c Release "$root/benchmarks/SoftmaxGen.Benchmarks"
benchmarks="$root/benchmarks/SoftmaxGen.Benchmarks/bin/Release/net10.0/SoftmaxGen.Benchmarks.dll"

class_counts=()
if [ -n "${K:-}" ]; then class_counts=(--k "$K"); fi
ours=()
if [ "$memory" = dram ]; then ours=(--dram); fi

step "SoftmaxGen, TensorPrimitives, scalar loops"
dotnet exec "$benchmarks" quick --scalar "${ours[@]}" "${class_counts[@]}" --json "$out/dotnet.json"

step "SoftmaxGen, the family of losses"
dotnet exec "$benchmarks" quick --family "${ours[@]}" "${class_counts[@]}" --json "$out/family.json"

# Several launches, as above: memory can be placed luckily or not.
files=("$out/dotnet.json" "$out/family.json")
for launch in 1 2 3; do
  step "ONNX Runtime, launch $launch"
  node "$here/onnxruntime.mjs" --modules "$temp" --memory "$memory" "${class_counts[@]}" --json "$out/onnxruntime-$launch.json"

  step "PyTorch, launch $launch"
  # Freed memory stays with the process: no page faults at every new tensor.
  MALLOC_TRIM_THRESHOLD_=1073741824 MALLOC_MMAP_THRESHOLD_=1073741824 OMP_NUM_THREADS=1 \
    "$python" "$here/pytorch.py" --memory "$memory" "${class_counts[@]}" --json "$out/pytorch-$launch.json"

  for peer in xnnpack onednn; do
    step "$peer, launch $launch"
    "$temp/$peer" --memory "$memory" "${class_counts[@]}" --json "$out/$peer-$launch.json"
  done

  for peer in onnxruntime pytorch xnnpack onednn; do files+=("$out/$peer-$launch.json"); done
done

step "side by side"
dotnet exec "$benchmarks" table --input "${files[@]}" --output "$out/benchmarks.md"
dotnet exec "$benchmarks" chart --input "${files[@]}" --output "$out/benchmarks.svg"
