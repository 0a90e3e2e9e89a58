namespace Truceline.Journal;

/// <summary>What is sorted, halved until the place is found.</summary>
internal static class Sorted
{
    /// <summary>The first place at which a thing does not come before what is sought; the length, where all do.</summary>
    /// <param name="all">The things: those of which <paramref name="isBefore"/> holds come first.</param>
    /// <param name="isBefore">Whether a thing comes before what is sought.</param>
    public static int First<T>(ReadOnlySpan<T> all, Func<T, bool> isBefore)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (isBefore(all[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
