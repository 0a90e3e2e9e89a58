using System.Collections.Immutable;

namespace Truceline.Agreements.Checks;

/// <summary>
/// Which acts an obligation entails, so that it collides with a prohibition of any of them: who must bring forces into a zone
/// enters it, moves and stands there.
/// </summary>
internal static class CollisionActs
{
    /// <summary>The acts that an obligation to do one entails, itself among them.</summary>
    public static ImmutableArray<Act> Entailed(this Act act) => act switch
    {
        Act.Deploy => [Act.Deploy, Act.Station, Act.Enter, Act.Move],
        Act.Reinforce => [Act.Reinforce, Act.Enter, Act.Move],
        Act.Store => [Act.Store, Act.Station],
        Act.Enter or Act.Cross or Act.Advance or Act.Withdraw => [act, Act.Move],
        Act.DenyAccess => [Act.DenyAccess, Act.Obstruct],
        _ => [act],
    };

    /// <summary>What an obligation excludes for as long as it lasts, though it says so with another word.</summary>
    public static ImmutableArray<Act> Excluded(this Act act) => act switch
    {
        Act.HoldPosition => [Act.Withdraw, Act.Advance, Act.Move],
        Act.AllowAccess => [Act.DenyAccess, Act.Obstruct],
        _ => [],
    };

    /// <summary>The act in a sentence: "lay mines".</summary>
    public static string InSentence(this Act act) => act.Written().Replace('-', ' ');

    /// <summary>Whether an obligation goes on once it is fulfilled: to stand somewhere, not to move.</summary>
    public static bool Lasts(this Act act) => act is Act.Station or Act.HoldPosition or Act.Store or Act.AllowAccess or Act.DenyAccess;
}
