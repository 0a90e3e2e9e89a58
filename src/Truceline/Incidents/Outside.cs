namespace Truceline.Incidents;

/// <summary>
/// Groups that stand beside those that are worked out again, and are taken to be what they were: each grew undisturbed up to
/// the link at which it was finished.
/// </summary>
/// <param name="groups">For each member, as a place, the group beside in which it stands; -1: it is worked out again.</param>
/// <param name="ends">The link at which each of the groups was finished, its ends as places; of one that never was, a link with an endless score.</param>
internal sealed class Outside(int[] groups, Link[] ends)
{
    /// <summary>The group that must be worked out again too; -1: none.</summary>
    public int Opened { get; private set; } = -1;

    /// <summary>Whether a member stands in such a group.</summary>
    public bool Has(int place) => groups[place] >= 0;

    /// <summary>
    /// Whether a link opens the group at its outer end: the group had not met it before it was finished, or it is the one at
    /// which the group was finished and meets a group that may take it in.
    /// </summary>
    public bool Opens(Link link, int outer, bool innerIsFinished)
    {
        var order = link.CompareTo(ends[groups[outer]]);
        if (order > 0 || (order == 0 && innerIsFinished)) return false;
        Opened = groups[outer];
        return true;
    }
}
