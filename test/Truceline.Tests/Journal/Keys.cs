using System.Security.Cryptography;
using System.Text;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>Keys for tests, each made from its name: they are no secret.</summary>
internal static class Keys
{
    public static NoteSigner Log(string name) => NoteSigner.Of(name, SignatureType.Ed25519, Seed(name));

    public static NoteSigner Witness(string name) => NoteSigner.Of(name, SignatureType.Cosignature, Seed(name));

    private static byte[] Seed(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"exercise, synthetic: {name}"));
}
