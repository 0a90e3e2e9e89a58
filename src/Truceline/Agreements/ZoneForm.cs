using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Agreements;

/// <summary>How a zone is written: what sentences are made from, while <see cref="NamedZone.Zone"/> is what it covers. A closed family.</summary>
public abstract record ZoneForm
{
    private ZoneForm() { }

    /// <summary>Drawn in a file beside the truce file.</summary>
    public sealed record Drawn(string File) : ZoneForm;

    /// <summary>Another zone, by id.</summary>
    public sealed record Named(string Zone) : ZoneForm;

    /// <summary>Within, or beyond, a distance of a line or of another zone.</summary>
    /// <param name="Line">The line, by id; null for a zone.</param>
    /// <param name="Zone">The zone; null for a line.</param>
    /// <param name="Distance">The distance.</param>
    /// <param name="Side">On whose side of the line (an actor's id); null: on both.</param>
    /// <param name="IsBeyond">Whether what lies farther away is meant.</param>
    /// <param name="RangeOf">The class whose range the distance is, by id; null: it is a number of the text.</param>
    public sealed record Belt(string? Line, ZoneForm? Zone, Metres Distance, string? Side, bool IsBeyond, string? RangeOf) : ZoneForm;

    /// <summary>Between two lines, by id.</summary>
    public sealed record Between(string First, string Second) : ZoneForm;

    /// <summary>Settlements: the ground that they enclose, or a corridor along them.</summary>
    /// <param name="Places">Their names, in order.</param>
    /// <param name="Width">For a corridor how far it reaches on each side; null for what they enclose.</param>
    public sealed record Through(ImmutableArray<string> Places, Metres? Width) : ZoneForm;

    /// <summary>Inside another zone.</summary>
    public sealed record In(ZoneForm Zone) : ZoneForm;

    /// <summary>Outside another zone.</summary>
    public sealed record NotIn(ZoneForm Zone) : ZoneForm;

    /// <summary>In at least one of several.</summary>
    public sealed record AnyOf(ImmutableArray<ZoneForm> Zones) : ZoneForm;

    /// <summary>In all of several.</summary>
    public sealed record AllOf(ImmutableArray<ZoneForm> Zones) : ZoneForm;

    /// <summary>The airspace over another zone.</summary>
    public sealed record Over(ZoneForm Zone) : ZoneForm;

    /// <summary>Another zone in so many sectors: all of them, or one.</summary>
    /// <param name="Of">The zone that is divided.</param>
    /// <param name="Count">Into how many.</param>
    /// <param name="Number">Which, from 1; null: all.</param>
    public sealed record Sectors(ZoneForm Of, int Count, int? Number) : ZoneForm;
}
