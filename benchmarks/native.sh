#!/usr/bin/env bash
# Nanoseconds per row of native images beside those of the just-in-time compiler of the same version of .NET, in turns, at 256 bits
# and, on processors with AVX-512, at 512 bits. /JIT is the just-in-time compiler's time divided by the image's: 1 is as fast.
# The last column divides its time at the widest vectors by that of the image that the package makes unless it is told otherwise.
#
#   FRAMEWORK=net10.0 benchmarks/native.sh
set -euo pipefail
cd "$(dirname "$0")/SoftmaxGen.Native"
framework=${FRAMEWORK:-net9.0}
runtime=$(dotnet --info | awk '$1 == "RID:" { print $2; exit }')
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

quietly() { "$@" > "$out/log" || { cat "$out/log"; exit 1; }; }
publish() { quietly dotnet publish -c Release -r "$runtime" -p:Framework="$framework" -o "$out/$1" "${@:2}"; }

widths=(256)
publish image256 -p:NativeImage=true
publish jit --self-contained
if grep -q avx512vl /proc/cpuinfo; then
  widths+=(512)
  publish image512 -p:NativeImage=true -p:SoftmaxGenNativeInstructionSet=x86-64-v4
fi

export DOTNET_TieredPGO=0
for round in 1 2 3 4 5; do
  for width in "${widths[@]}"; do
    "$out/image$width/SoftmaxGen.Native" > "$out/image.$width.$round"
    # The switch has one name until .NET 9 and another from .NET 10 on.
    enabled=$((width == 512))
    DOTNET_EnableAVX512F=$enabled DOTNET_EnableAVX512=$enabled "$out/jit/SoftmaxGen.Native" > "$out/jit.$width.$round"
  done
done

# Nobody is compared at another width than the column says.
for width in "${widths[@]}"; do
  for kind in image jit; do
    [ "$(head -1 "$out/$kind.$width.1")" = "bits $width" ] || { echo "$kind: $(head -1 "$out/$kind.$width.1") instead of $width"; exit 1; }
    grep -hv bits "$out/$kind.$width".? | awk '{ key = $1 "_" $2; if (!(key in least) || $3 < least[key]) least[key] = $3 } END { for (key in least) print key, least[key] }' | sort > "$out/least.$width.$kind"
  done
done

echo "$framework, $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -1)"
join "$out/least.256.image" "$out/least.256.jit" > "$out/table"
if [ "${#widths[@]}" = 2 ]; then
  printf '%-6s %-14s %10s %9s %6s %10s %9s %6s %12s\n' K operation 'image 256' 'JIT 256' /JIT 'image 512' 'JIT 512' /JIT 'default/JIT'
  join "$out/table" "$out/least.512.image" | join - "$out/least.512.jit" | sed 's/_/ /' | sort -k1,1n -k2 |
    awk '{ printf "%-6s %-14s %10.2f %9.2f %6.2f %10.2f %9.2f %6.2f %12.2f\n", $1, $2, $3, $4, $4 / $3, $5, $6, $6 / $5, $6 / $3 }'
else
  printf '%-6s %-14s %10s %9s %6s\n' K operation 'image 256' 'JIT 256' /JIT
  sed 's/_/ /' "$out/table" | sort -k1,1n -k2 | awk '{ printf "%-6s %-14s %10.2f %9.2f %6.2f\n", $1, $2, $3, $4, $4 / $3 }'
fi
