#!/usr/bin/env bash
# Replays the golden vectors on a 64-bit ARM processor that QEMU emulates: vectors of 128 bits with ARM's own instructions. It tells
# what they compute, not how fast they are, and takes some minutes. Debian or Ubuntu, as root: what is missing is installed by apt.
#
#   tests/emulated-arm64.sh
#
# Prints what the tests print; the exit code is 0 if there was no failure. Needs the .NET 10 SDK.
set -euo pipefail

tests=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

packages=(qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross)
if ! dpkg -s "${packages[@]}" > /dev/null 2>&1; then
  apt-get update > /dev/null
  apt-get install -y "${packages[@]}" > /dev/null
fi

# Write-xor-execute maps memory in a way that the emulator is slow at; there is no ICU for that processor here.
export DOTNET_EnableWriteXorExecute=0 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
failed=0
for project in SoftmaxGen.Tests SoftmaxGen.Operations.Tests; do
  dotnet publish "$tests/$project" -c Debug -r linux-arm64 --self-contained -o "$work/$project" > "$work/log" || { tail -n 20 "$work/log"; exit 1; }
  qemu-aarch64 -L /usr/aarch64-linux-gnu "$work/$project/$project" replay || failed=1
done
exit "$failed"
