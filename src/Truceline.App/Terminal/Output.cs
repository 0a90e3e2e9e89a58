using System.Text;

namespace Truceline.App.Terminal;

/// <summary>Bytes made by the meaning, written as they are.</summary>
internal static class Output
{
    /// <summary>Writes UTF-8 text and ends the line.</summary>
    public static void WriteUtf8(this TextWriter output, byte[] utf8)
    {
        output.Write(Encoding.UTF8.GetString(utf8));
        output.Write('\n');
    }
}
