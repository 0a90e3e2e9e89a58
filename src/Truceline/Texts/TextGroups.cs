namespace Truceline.Texts;

/// <summary>Things that are joined pair by pair; what is joined with one of a group is in it.</summary>
internal sealed class TextGroups(int count)
{
    private readonly int[] parent = [.. Enumerable.Range(0, count)];

    /// <summary>The least of the group that one is in.</summary>
    public int Of(int one)
    {
        while (parent[one] != one) one = parent[one] = parent[parent[one]];
        return one;
    }

    public void Join(int one, int other)
    {
        var (a, b) = (Of(one), Of(other));
        parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
