using System.Runtime.InteropServices;

namespace Truceline.Journal;

/// <summary>
/// Ed25519 (RFC 8032) through OpenSSL's libcrypto, which .NET itself rests on where it runs on Linux. The base library
/// has no Ed25519. Nothing here draws anything: the seed of a key comes from outside, and a signature follows from it.
/// </summary>
internal static partial class Ed25519
{
    public const int SeedLength = 32;
    public const int PublicKeyLength = 32;
    public const int SignatureLength = 64;

    private const int Ed25519Type = 1087; // NID_ED25519, the same in every version
    private const string Library = "libcrypto";

    static Ed25519() => NativeLibrary.SetDllImportResolver(typeof(Ed25519).Assembly, (name, assembly, path) =>
        name == Library ? Libcrypto.Handle : IntPtr.Zero);

    /// <summary>Whether this machine has it.</summary>
    public static bool IsSupported => Libcrypto.Handle != IntPtr.Zero;

    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        using var key = Private(seed);
        var bytes = new byte[PublicKeyLength];
        nuint length = PublicKeyLength;
        Succeeded(EVP_PKEY_get_raw_public_key(key, bytes, ref length));
        return bytes;
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = Private(seed);
        using var context = EVP_MD_CTX_new();
        Succeeded(EVP_DigestSignInit(context, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key));
        var signature = new byte[SignatureLength];
        nuint length = SignatureLength;
        Succeeded(EVP_DigestSign(context, signature, ref length, message.ToArray(), (nuint)message.Length));
        return signature;
    }

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        RequireSupported();
        if (publicKey.Length != PublicKeyLength || signature.Length != SignatureLength) return false;
        using var key = EVP_PKEY_new_raw_public_key(Ed25519Type, IntPtr.Zero, publicKey.ToArray(), PublicKeyLength);
        if (key.IsInvalid) return Cleared();
        using var context = EVP_MD_CTX_new();
        if (EVP_DigestVerifyInit(context, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key) != 1) return Cleared();
        return EVP_DigestVerify(context, signature.ToArray(), SignatureLength, message.ToArray(), (nuint)message.Length) == 1 || Cleared();
    }

    private static KeyHandle Private(ReadOnlySpan<byte> seed)
    {
        RequireSupported();
        if (seed.Length != SeedLength) throw new ArgumentException($"the seed of a key has {SeedLength} bytes, not {seed.Length}", nameof(seed));
        var key = EVP_PKEY_new_raw_private_key(Ed25519Type, IntPtr.Zero, seed.ToArray(), SeedLength);
        if (key.IsInvalid) Succeeded(0);
        return key;
    }

    private static void RequireSupported()
    {
        if (!IsSupported) throw new PlatformNotSupportedException("Ed25519 needs OpenSSL's libcrypto (1.1.1 or later), which this machine does not have.");
    }

    /// <summary>What a refusal left in the library's queue of errors must not be read as the failure of the next call by somebody else.</summary>
    private static bool Cleared()
    {
        ERR_clear_error();
        return false;
    }

    private static void Succeeded(int result)
    {
        if (result == 1) return;
        ERR_clear_error();
        throw new InvalidOperationException("INVARIANT: libcrypto makes keys and signatures of Ed25519");
    }

    private sealed class KeyHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
    {
        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    private sealed class ContextHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
    {
        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, IntPtr engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, IntPtr engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, [Out] byte[] bytes, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(IntPtr key);

    [LibraryImport(Library)]
    private static partial ContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(IntPtr context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(ContextHandle context, IntPtr keyContext, IntPtr digest, IntPtr engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(ContextHandle context, [Out] byte[] signature, ref nuint length, byte[] message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(ContextHandle context, IntPtr keyContext, IntPtr digest, IntPtr engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(ContextHandle context, byte[] signature, nuint length, byte[] message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
