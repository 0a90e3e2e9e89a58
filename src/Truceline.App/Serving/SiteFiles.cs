using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Truceline.App.Serving;

/// <summary>The files that pages ask for: scripts, styles and the base map, from the folder beside the executable.</summary>
internal static class SiteFiles
{
    private const string Folder = "/assets";
    private const string Version = "v";
    private const string Packed = ".br";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
    private static readonly string Current = Fingerprint();

    /// <summary>The address of a file, with the version of what the site was built from: it may be kept for good.</summary>
    public static string Address(string name) => $"{Folder}/{name}?{Version}={Current}";

    /// <summary>Whether an address is one of a file.</summary>
    public static bool Has(PathString path) => path.StartsWithSegments(Folder, StringComparison.Ordinal);

    /// <summary>
    /// Serves the files. Without the version in the address they are asked for anew each time. The large ones lie there packed
    /// as tightly as can be, made once when the site was built.
    /// </summary>
    public static void Use(WebApplication app)
    {
        if (!Directory.Exists(Root)) return;
        var files = new PhysicalFileProvider(Root);
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[Packed] = "application/octet-stream";
        app.Use((http, next) =>
        {
            if (TakesPacked(http.Request) && files.GetFileInfo(http.Request.Path + Packed).Exists) http.Request.Path += Packed;
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = types,
            OnPrepareResponse = file =>
            {
                var headers = file.Context.Response.Headers;
                headers.CacheControl = file.Context.Request.Query[Version] == Current ? "public, max-age=31536000, immutable" : "no-cache";
                headers.Vary = HeaderNames.AcceptEncoding;
                if (file.File.Name.StartsWith(Publishing.CheckerPage.Name, StringComparison.Ordinal)) headers.ContentSecurityPolicy = Publishing.CheckerPage.Policy;
                if (!file.File.Name.EndsWith(Packed, StringComparison.Ordinal)) return;
                headers.ContentEncoding = "br";
                headers.ContentType = types.TryGetContentType(file.File.Name[..^Packed.Length], out var type) ? type : "application/octet-stream";
            },
        });
    }

    private static bool TakesPacked(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "br" && encoding.Quality is not 0);

    private static string Fingerprint()
    {
        if (!Directory.Exists(Root)) return "0";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..10];
    }
}
