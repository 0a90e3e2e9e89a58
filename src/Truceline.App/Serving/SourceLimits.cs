using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Truceline.App.Serving;

/// <summary>
/// How often a source may hand in: no source can keep the others waiting, and tokens cannot be tried out. Submissions of many
/// reports are counted as one.
/// </summary>
internal static class SourceLimits
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "sources";

    private const string Scheme = "Bearer ";
    private const int SourceBurst = 200;
    private const int SourcePerSecond = 50;
    private const int UnknownBurst = 20;
    private static readonly TimeSpan UnknownEvery = TimeSpan.FromSeconds(3);

    /// <summary>Adds the policy.</summary>
    public static void Add(IServiceCollection services) => services.AddSingleton<Failures>().AddRateLimiter(limits =>
    {
        limits.AddPolicy(Policy, Partition);
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    /// <summary>The token that a request shows; null: none.</summary>
    public static string? Token(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } said] && said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && said[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;

    private static RateLimitPartition<string> Partition(HttpContext http)
    {
        // By name, so that a rotated token begins no new count. Who is not remembered is asked for the token first.
        var source = Token(http) is { } token ? http.RequestServices.GetRequiredService<Desk>().Remembered(token) : null;
        return source is null ? RateLimitPartition.GetNoLimiter("unknown")
            : RateLimitPartition.GetTokenBucketLimiter(source.Name, _ => Bucket(SourceBurst, SourcePerSecond, TimeSpan.FromSeconds(1)));
    }

    private static TokenBucketRateLimiterOptions Bucket(int most, int more, TimeSpan every) =>
        new() { TokenLimit = most, TokensPerPeriod = more, ReplenishmentPeriod = every, QueueLimit = 0, AutoReplenishment = true };

    /// <summary>Counts the tokens that were nobody's, by where they came from. A token that is somebody's costs nothing.</summary>
    internal sealed class Failures : IDisposable
    {
        private readonly PartitionedRateLimiter<string> byAddress = PartitionedRateLimiter.Create<string, string>(address =>
            RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(UnknownBurst, 1, UnknownEvery)));

        /// <summary>Whether another token may be tried from there.</summary>
        public bool MayTry(HttpContext http) => byAddress.GetStatistics(Address(http)) is null or { CurrentAvailablePermits: > 0 };

        /// <summary>Counts a token that was nobody's.</summary>
        public void Count(HttpContext http) => byAddress.AttemptAcquire(Address(http)).Dispose();

        public void Dispose() => byAddress.Dispose();

        private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
    }
}
