using System.Security.Cryptography;
using System.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Short marks of what things mean, equal exactly when the parts are: by them a reading is compared with the plain text.</summary>
internal static class Meaning
{
    /// <summary>The mark of a list of parts.</summary>
    public static string Of(params IEnumerable<string?> parts)
    {
        var whole = new StringBuilder();
        foreach (var part in parts)
            if (part is null) whole.Append("-;");
            else whole.Append(part.Length).Append(':').Append(part).Append(';');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole.ToString())).AsSpan(0, 16));
    }
}
