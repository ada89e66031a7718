using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Pages of the operating system: allocated readable and writable, or taken away from every access.</summary>
internal static partial class Pages
{
    private const int ReadWrite = 0x1 | 0x2;
    private const int Private = 0x2;

    private const uint CommitAndReserve = 0x1000 | 0x2000;
    private const uint Release = 0x8000;
    private const uint NoAccess = 0x01;
    private const uint WindowsReadWrite = 0x04;

    private static int Anonymous => OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    public static nint Allocate(nuint bytes)
    {
        var address = OperatingSystem.IsWindows()
            ? VirtualAlloc(0, bytes, CommitAndReserve, WindowsReadWrite)
            : Map(0, bytes, ReadWrite, Private | Anonymous, -1, 0);
        return address is 0 or -1 ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : address;
    }

    /// <summary>From now on, touching these pages ends the process.</summary>
    public static void Forbid(nint address, nuint bytes)
    {
        var done = OperatingSystem.IsWindows() ? VirtualProtect(address, bytes, NoAccess, out _) : Protect(address, bytes, 0) == 0;
        if (!done)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    public static void Free(nint address, nuint bytes) =>
        _ = OperatingSystem.IsWindows() ? VirtualFree(address, 0, Release) : Unmap(address, bytes) == 0;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint bytes);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint bytes, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(nint address, nuint bytes, uint protection, out uint previous);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint bytes, uint type);
}
