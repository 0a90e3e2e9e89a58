namespace Truceline.Agreements;

/// <summary>
/// What an actor can do, as clauses and observations name it. <c>hostile-act</c> includes <c>fire</c>, which includes
/// <c>attack</c>; no other act includes another.
/// </summary>
public enum Act
{
#pragma warning disable CS1591 // the words of the field explain themselves
    HostileAct, Fire, Attack, Advance, Station, Enter, Cross, Fly, Sail, LayMines, RemoveMines, Withdraw, HoldPosition,
    Deploy, Reinforce, Store, Disarm, Release, Exchange, HandOver, Report, Notify, AllowAccess, DenyAccess, Verify,
    OpenDialogue, Enact, HoldElection, Exercise, Obstruct, Move,
#pragma warning restore CS1591
}

/// <summary>What a power is a power to do.</summary>
public enum PowerAct
{
#pragma warning disable CS1591
    Convene, Suspend, Resume, End, Designate, Authorise,
#pragma warning restore CS1591
}

/// <summary>How something came to be known. One list, used everywhere.</summary>
public enum Means
{
#pragma warning disable CS1591
    Seen, Heard, Camera, Uav, Satellite, Acoustic, Seismic, Radar, Thermal, CraterAnalysis, Interview, PartyNotification,
    Hotline, OpenSource, Statement, Gazette, Declaration, Track,
#pragma warning restore CS1591
}

/// <summary>What an actor is in an agreement.</summary>
public enum ActorKind
{
#pragma warning disable CS1591
    Party, Signatory, Guarantor, Contributor, Monitor, Body, Force, Group, Civil,
#pragma warning restore CS1591
}

/// <summary>The written forms of the closed vocabularies: kebab-case, in files and on screen alike.</summary>
public static class Vocabulary
{
    /// <summary>The written form of a word: <c>Act.HandOver</c> is "hand-over".</summary>
    public static string Written<T>(this T word) where T : struct, Enum => Forms<T>.Written[word];

    /// <summary>The word of a written form, or null.</summary>
    public static T? Parse<T>(string written) where T : struct, Enum =>
        Forms<T>.Words.TryGetValue(written, out var word) ? word : null;

    /// <summary>All written forms, in the order of the vocabulary.</summary>
    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Written);

    /// <summary>Whether the second act is the first or one included in it.</summary>
    public static bool Includes(this Act wider, Act narrower) =>
        wider == narrower
        || (wider == Act.HostileAct && narrower is (Act.Fire or Act.Attack))
        || (wider == Act.Fire && narrower == Act.Attack);

    private static class Forms<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Written = Enum.GetValues<T>().ToDictionary(word => word, word => Kebab(word.ToString()));
        public static readonly Dictionary<string, T> Words = Written.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        private static string Kebab(string name) =>
            string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
    }
}
