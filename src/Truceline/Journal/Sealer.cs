using System.Security.Cryptography;

namespace Truceline.Journal;

/// <summary>
/// <see cref="Sealing"/> for many entries one after the other, with one cipher of libcrypto that takes each new key; a sixth
/// of the cost of a cipher for each. Where libcrypto is missing it goes through the base library. For one thread at a time.
/// </summary>
internal sealed unsafe class Sealer : IDisposable
{
    private const int TagGet = 0x10; // EVP_CTRL_AEAD_GET_TAG
    private const int TagSet = 0x11; // EVP_CTRL_AEAD_SET_TAG

    private readonly IntPtr sealing = New(encrypt: true);
    private readonly IntPtr unsealing = New(encrypt: false);
    private bool disposed;

    /// <summary>Seals an entry's bytes into a place that is <see cref="Sealing.Overhead"/> longer. A secret must seal one entry only.</summary>
    public void Seal(Secret secret, Hash commitment, ReadOnlySpan<byte> bytes, Span<byte> content)
    {
        if (sealing == IntPtr.Zero)
        {
            Sealing.Seal(secret, commitment, bytes).CopyTo(content);
            return;
        }
        if (content.Length != bytes.Length + Sealing.Overhead) throw new ArgumentException("the place is of another length", nameof(content));
        Span<byte> nonce = stackalloc byte[12], key = stackalloc byte[Hash.Length], associated = stackalloc byte[Hash.Length];
        nonce.Clear(); // Sealing says why it may be constant
        commitment.CopyTo(associated);
        Sealing.KeyOf(secret, key);
        int length, sealedWell;
        fixed (byte* k = key, n = nonce, a = associated, from = bytes, into = content)
        {
            sealedWell = Call.EncryptInit(sealing, IntPtr.Zero, IntPtr.Zero, k, n) & Call.EncryptUpdate(sealing, null, &length, a, Hash.Length);
            if (!bytes.IsEmpty) sealedWell &= Call.EncryptUpdate(sealing, into, &length, from, bytes.Length);
            sealedWell &= Call.EncryptFinal(sealing, into + bytes.Length, &length) & Call.Control(sealing, TagGet, Sealing.Overhead, into + bytes.Length);
        }
        CryptographicOperations.ZeroMemory(key);
        if (sealedWell != 1) throw new InvalidOperationException("INVARIANT: libcrypto seals");
    }

    /// <summary>Opens sealed content into a place that is <see cref="Sealing.Overhead"/> shorter; false when it, the secret or the commitment is another.</summary>
    public bool TryUnseal(Secret secret, Hash commitment, ReadOnlySpan<byte> content, Span<byte> bytes)
    {
        if (content.Length < Sealing.Overhead || bytes.Length != content.Length - Sealing.Overhead) return false;
        if (unsealing == IntPtr.Zero)
        {
            if (Sealing.Unseal(secret, commitment, content) is not { } opened) return false;
            opened.CopyTo(bytes);
            return true;
        }
        Span<byte> nonce = stackalloc byte[12], key = stackalloc byte[Hash.Length], associated = stackalloc byte[Hash.Length];
        nonce.Clear();
        commitment.CopyTo(associated);
        Sealing.KeyOf(secret, key);
        int length, opens;
        fixed (byte* k = key, n = nonce, a = associated, from = content, into = bytes)
        {
            var last = stackalloc byte[Sealing.Overhead]; // where the end writes nothing
            opens = Call.DecryptInit(unsealing, IntPtr.Zero, IntPtr.Zero, k, n) & Call.DecryptUpdate(unsealing, null, &length, a, Hash.Length);
            if (!bytes.IsEmpty) opens &= Call.DecryptUpdate(unsealing, into, &length, from, bytes.Length);
            opens &= Call.Control(unsealing, TagSet, Sealing.Overhead, (byte*)from + bytes.Length) & Call.DecryptFinal(unsealing, last, &length);
        }
        CryptographicOperations.ZeroMemory(key);
        if (opens == 1) return true;
        Call.ClearError();
        bytes.Clear();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        if (sealing != IntPtr.Zero) Call.FreeContext(sealing);
        if (unsealing != IntPtr.Zero) Call.FreeContext(unsealing);
    }

    private static IntPtr New(bool encrypt)
    {
        if (!Call.AreThere) return IntPtr.Zero;
        var context = Call.NewContext();
        var begun = encrypt
            ? Call.EncryptInit(context, Call.Aes256Gcm(), IntPtr.Zero, null, null)
            : Call.DecryptInit(context, Call.Aes256Gcm(), IntPtr.Zero, null, null);
        return begun == 1 ? context : throw new InvalidOperationException("INVARIANT: libcrypto has AES-256-GCM");
    }

    /// <summary>The functions of libcrypto (EVP_EncryptInit(3)).</summary>
    private static class Call
    {
        public static readonly delegate* unmanaged<IntPtr> NewContext = (delegate* unmanaged<IntPtr>)Libcrypto.Function("EVP_CIPHER_CTX_new");
        public static readonly delegate* unmanaged<IntPtr, void> FreeContext = (delegate* unmanaged<IntPtr, void>)Libcrypto.Function("EVP_CIPHER_CTX_free");
        public static readonly delegate* unmanaged<IntPtr> Aes256Gcm = (delegate* unmanaged<IntPtr>)Libcrypto.Function("EVP_aes_256_gcm");
        public static readonly delegate* unmanaged<IntPtr, IntPtr, IntPtr, byte*, byte*, int> EncryptInit = (delegate* unmanaged<IntPtr, IntPtr, IntPtr, byte*, byte*, int>)Libcrypto.Function("EVP_EncryptInit_ex");
        public static readonly delegate* unmanaged<IntPtr, IntPtr, IntPtr, byte*, byte*, int> DecryptInit = (delegate* unmanaged<IntPtr, IntPtr, IntPtr, byte*, byte*, int>)Libcrypto.Function("EVP_DecryptInit_ex");
        public static readonly delegate* unmanaged<IntPtr, byte*, int*, byte*, int, int> EncryptUpdate = (delegate* unmanaged<IntPtr, byte*, int*, byte*, int, int>)Libcrypto.Function("EVP_EncryptUpdate");
        public static readonly delegate* unmanaged<IntPtr, byte*, int*, byte*, int, int> DecryptUpdate = (delegate* unmanaged<IntPtr, byte*, int*, byte*, int, int>)Libcrypto.Function("EVP_DecryptUpdate");
        public static readonly delegate* unmanaged<IntPtr, byte*, int*, int> EncryptFinal = (delegate* unmanaged<IntPtr, byte*, int*, int>)Libcrypto.Function("EVP_EncryptFinal_ex");
        public static readonly delegate* unmanaged<IntPtr, byte*, int*, int> DecryptFinal = (delegate* unmanaged<IntPtr, byte*, int*, int>)Libcrypto.Function("EVP_DecryptFinal_ex");
        public static readonly delegate* unmanaged<IntPtr, int, int, byte*, int> Control = (delegate* unmanaged<IntPtr, int, int, byte*, int>)Libcrypto.Function("EVP_CIPHER_CTX_ctrl");
        public static readonly delegate* unmanaged<void> ClearError = (delegate* unmanaged<void>)Libcrypto.Function("ERR_clear_error");

        public static bool AreThere { get; } = NewContext is not null && FreeContext is not null && Aes256Gcm is not null
            && EncryptInit is not null && DecryptInit is not null && EncryptUpdate is not null && DecryptUpdate is not null
            && EncryptFinal is not null && DecryptFinal is not null && Control is not null && ClearError is not null;
    }
}
