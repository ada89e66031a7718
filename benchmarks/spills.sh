#!/usr/bin/env bash
# Counts the vector registers that the JIT stores to and reloads from the stack, per kernel: its disassembly of every stage and
# kernel of the heads is searched for 256-bit and 512-bit (else 128-bit) moves at the frame pointer.
#
#   benchmarks/spills.sh [class counts]     such as 3,8,64; 2,3,4,5,8,10,16,20,32,64,100,1000 unless given
#
# Needs the .NET 10 SDK. WIDTH=128 or 256 switches wider vectors off.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
counts=${1:-2,3,4,5,8,10,16,20,32,64,100,1000}
listing=$(mktemp)
trap 'rm -f "$listing"' EXIT

dotnet build -c Release "$here/SoftmaxGen.Benchmarks" > /dev/null
width=()
if [ -n "${WIDTH:-}" ]; then width=(--width "$WIDTH"); fi

stages='Spread SpreadNext AddOnly AddKeeping AddPlainly Logarithms Inverses InversesPlainly Probabilities LogProbabilities LogSums Pick PickTerms Losses Gradients SumBlock* *Row'
DOTNET_JitDisasm="$stages" DOTNET_JitStdOutFile="$listing" \
  dotnet "$here/SoftmaxGen.Benchmarks/bin/Release/net10.0/SoftmaxGen.Benchmarks.dll" \
  quick --k "$counts" --launches 1 "${width[@]}" > /dev/null

# A method's listing begins with its name, and may be there twice (tiers, launches): the last one counts.
awk '
  /^; Assembly listing for method/ {
    method = ""
    if (match($0, /<[A-Za-z0-9_]+>/) && $0 ~ /__SoftmaxGenKernels/) {
      head = substr($0, RSTART + 1, RLENGTH - 2)
      sub(/_[0-9a-f]+_g$/, "", head)
      sub(/.*_/, "", head)
      kernel = $0
      sub(/.*__/, "", kernel)
      sub(/\(.*/, "", kernel)
      method = head " " kernel
      stores[method] = loads[method] = size[method] = 0
    }
  }
  method != "" && /[xyz]mm[0-9]+$|[xyz]mmword/ && /\[r[bs]p[-+]/ {
    if ($0 ~ /mov[a-z]+ +[xyz]mmword ptr \[r[bs]p/) stores[method]++; else loads[method]++
  }
  method != "" && /^; Total bytes of code/ { size[method] = $NF; method = "" }
  END {
    printf "%-14s %-34s %8s %8s %8s\n", "head", "kernel", "stores", "reloads", "bytes"
    for (m in stores) { split(m, part, " "); printf "%-14s %-34s %8d %8d %8d\n", part[1], part[2], stores[m], loads[m], size[m] }
  }' "$listing" | (read -r header; echo "$header"; sort -V)
