#!/usr/bin/env bash
# Nanoseconds per row of a native image beside those of the just-in-time compiler, in turns, and the ratio (1 = as fast).
set -euo pipefail
cd "$(dirname "$0")/SoftmaxGen.Native"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet publish -c Release -r linux-x64 -p:NativeImage=true -o "$out/native" > "$out/log" || { cat "$out/log"; exit 1; }
dotnet build -c Release -o "$out/jit" > "$out/log" || { cat "$out/log"; exit 1; }
for round in 1 2 3; do
  "$out/native/SoftmaxGen.Native" > "$out/native.$round"
  DOTNET_TieredPGO=0 dotnet "$out/jit/SoftmaxGen.Native.dll" > "$out/jit.$round"
done
head -1 "$out/native.1"
echo "K operation jit native ratio"
for kind in jit native; do
  grep -hv bits "$out/$kind".? | awk '{ key = $1 "_" $2; if (!(key in least) || $3 < least[key]) least[key] = $3 } END { for (key in least) print key, least[key] }' | sort > "$out/least-$kind"
done
join "$out/least-jit" "$out/least-native" | sed 's/_/ /' | sort -n |
  awk '{ printf "%-6s %-14s %9.2f %9.2f %7.2f\n", $1, $2, $3, $4, $3 / $4 }'
