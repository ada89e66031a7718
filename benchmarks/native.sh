#!/usr/bin/env bash
# Nanoseconds per row of a native image beside those of the just-in-time compiler, in turns, and the ratios (1 = as fast):
# first of the same version of .NET, then of the one that is installed.
set -euo pipefail
cd "$(dirname "$0")/SoftmaxGen.Native"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

quietly() { "$@" > "$out/log" || { cat "$out/log"; exit 1; }; }

quietly dotnet publish -c Release -r linux-x64 -p:NativeImage=true -o "$out/native"
quietly dotnet publish -c Release -r linux-x64 --self-contained -o "$out/same"
quietly dotnet build -c Release -o "$out/installed"
for round in 1 2 3; do
  "$out/native/SoftmaxGen.Native" > "$out/native.$round"
  DOTNET_TieredPGO=0 "$out/same/SoftmaxGen.Native" > "$out/same.$round"
  DOTNET_TieredPGO=0 dotnet "$out/installed/SoftmaxGen.Native.dll" > "$out/installed.$round"
done
for kind in native same installed; do
  grep -hv bits "$out/$kind".? | awk '{ key = $1 "_" $2; if (!(key in least) || $3 < least[key]) least[key] = $3 } END { for (key in least) print key, least[key] }' | sort > "$out/least-$kind"
done
head -1 "$out/native.1"
printf '%-6s %-14s %9s %9s %9s %7s %7s\n' K operation native same installed /same /inst.
join "$out/least-native" "$out/least-same" | join - "$out/least-installed" | sed 's/_/ /' | sort -n |
  awk '{ printf "%-6s %-14s %9.2f %9.2f %9.2f %7.2f %7.2f\n", $1, $2, $3, $4, $5, $4 / $3, $5 / $3 }'
