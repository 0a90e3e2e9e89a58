using System.Runtime.InteropServices;

namespace Truceline.Journal;

/// <summary>OpenSSL's libcrypto, on which .NET itself rests where it runs on Linux.</summary>
internal static class Libcrypto
{
    /// <summary>The library as it is loaded; zero where there is none.</summary>
    public static IntPtr Handle { get; } = Load();

    /// <summary>A function of it; zero where there is none of that name.</summary>
    public static IntPtr Function(string name) =>
        Handle != IntPtr.Zero && NativeLibrary.TryGetExport(Handle, name, out var address) ? address : IntPtr.Zero;

    private static IntPtr Load()
    {
        foreach (var name in new[] { "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll" })
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        return IntPtr.Zero;
    }
}
