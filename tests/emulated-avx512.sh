#!/usr/bin/env bash
# Replays the golden vectors with 512-bit vectors on a processor that Bochs emulates (Skylake-X), for machines without AVX-512.
# It tells what the instructions compute, not how fast they are, and takes some minutes. Debian or Ubuntu, as root: what is
# missing is installed by apt (bochs, grub, a kernel that is only unpacked).
#
#   tests/emulated-avx512.sh
#
# Prints what the tests print; the exit code is 0 if there was no failure. Needs the .NET 10 SDK.
set -euo pipefail

tests=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
projects=(SoftmaxGen.Tests SoftmaxGen.Operations.Tests)

packages=(bochs bochs-term grub-pc-bin grub-common xorriso mtools cpio busybox-static)
if ! dpkg -s "${packages[@]}" > /dev/null 2>&1; then
  apt-get update > /dev/null
  apt-get install -y "${packages[@]}" > /dev/null
fi

kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
(cd "$work" && apt-get download "$kernel" > /dev/null 2>&1 && dpkg -x "$kernel"_*.deb kernel)

for project in "${projects[@]}"; do
  dotnet build "$tests/$project" > /dev/null
done

# A root file system in memory: the C library, the runtime, the tests.
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
root=$work/root
mkdir -p "$root"/{bin,proc,sys,dev,tmp,lib64,lib/x86_64-linux-gnu,dotnet/host,dotnet/shared/Microsoft.NETCore.App}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$dotnet/dotnet" "$root/dotnet/"
cp -r "$dotnet/host/fxr" "$root/dotnet/host/"
cp -r "$dotnet"/shared/Microsoft.NETCore.App/10.* "$root/dotnet/shared/Microsoft.NETCore.App/"
rm -f "$root"/dotnet/shared/Microsoft.NETCore.App/*/{libmscordbi,libmscordaccore,libclrgcexp,libcoreclrtraceptprovider}.so
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
for library in libc.so.6 libm.so.6 libpthread.so.0 libdl.so.2 librt.so.1 libstdc++.so.6 libgcc_s.so.1 libz.so.1; do
  cp -L "$(ldconfig -p | awk -v name="$library" '$1 == name && /x86-64/ { print $NF; exit }')" "$root/lib/x86_64-linux-gnu/"
done
for project in "${projects[@]}"; do
  mkdir "$root/$project"
  cp "$tests/$project"/bin/Debug/net10.0/*.{dll,json} "$root/$project/"
done

# Bochs's Skylake-X is one of those on which .NET avoids 512 bits unless it is told otherwise.
cat > "$root/init" <<INIT
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t tmpfs tmp /tmp
export HOME=/tmp DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_EnableDiagnostics=0 DOTNET_PreferredVectorBitWidth=512
for project in ${projects[*]}; do
  /dotnet/dotnet /\$project/\$project.dll replay
  echo "\$project: exit code \$?"
done
/bin/busybox poweroff -f
INIT
chmod +x "$root/init"

# Bochs counts the compact state of AVX-512 otherwise than Linux does, which then leaves all of AVX out: xsavec, xsaves.
mkdir -p "$work/iso/boot/grub"
(cd "$root" && find . | cpio -o -H newc --quiet) > "$work/iso/boot/initrd"
cp "$work"/kernel/boot/vmlinuz-* "$work/iso/boot/vmlinuz"
cat > "$work/iso/boot/grub/grub.cfg" <<'GRUB'
set timeout=0
menuentry tests {
  linux /boot/vmlinuz console=ttyS0,115200 quiet mitigations=off nokaslr tsc=reliable random.trust_cpu=on panic=-1 noxsaves clearcpuid=xsavec,xsaves
  initrd /boot/initrd
}
GRUB
grub-mkrescue -d /usr/lib/grub/i386-pc -o "$work/boot.iso" "$work/iso" > /dev/null 2>&1

cat > "$work/bochsrc" <<BOCHS
cpu: model=corei7_skylake_x, count=1, ips=100000000, reset_on_triple_fault=0
memory: guest=2048, host=2048
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path=$work/boot.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=$work/serial
clock: sync=none
display_library: rfb, options="timeout=0"
log: $work/bochs.log
panic: action=fatal
BOCHS

# The commands are those of Bochs's debugger, where it has one: go on. It returns when the guest switches itself off.
echo c > "$work/commands"
mkfifo "$work/silence"
sleep 7200 > "$work/silence" &
silence=$!
timeout 7200 bochs -q -f "$work/bochsrc" -rc "$work/commands" < "$work/silence" > "$work/bochs.out" 2>&1 || true
kill "$silence" 2> /dev/null || true

tr -d '\r' < "$work/serial" | sed -n '/^width /,$p' | grep -v '^\[' || { tail -n 20 "$work/bochs.log"; exit 1; }
grep -q 'width 512' "$work/serial" && [ "$(grep -c 'exit code 0' "$work/serial")" = "${#projects[@]}" ]
