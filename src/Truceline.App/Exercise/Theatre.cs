using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>
/// Where and under which agreement an exercise plays: the plan with everything that it names looked up. Who is on which side
/// is what the agreement's line says; nothing here knows one side from the other.
/// </summary>
internal sealed class Theatre
{
    private const int Tries = 40;

    private readonly ImmutableDictionary<string, NamedPlace> settlements;
    private readonly NamedLine line;
    private readonly Zone area;

    private Theatre(ExercisePlan plan, Agreement agreement, ImmutableDictionary<string, NamedPlace> settlements)
    {
        (Plan, Agreement, this.settlements) = (plan, agreement, settlements);
        line = agreement.Lines.GetValueOrDefault(plan.Line) ?? throw Unknown("line", plan.Line);
        area = agreement.Zones.GetValueOrDefault(plan.Area)?.Zone ?? throw Unknown("area", plan.Area);
        if (plan.Sides is not [var one, var other] || !plan.Sides.Order(StringComparer.Ordinal).SequenceEqual(new[] { line.Left, line.Right }.Order(StringComparer.Ordinal)) || one == other)
            throw Wrong($"'sides' are the two actors that the line '{line.Id}' divides: {line.Left} and {line.Right}");
        if (!agreement.Events.ContainsKey(plan.Ceasefire.Event)) throw Unknown("event", plan.Ceasefire.Event);
    }

    public ExercisePlan Plan { get; }

    public Agreement Agreement { get; }

    /// <summary>The two sides, by id, in the plan's order.</summary>
    public IReadOnlyList<string> Sides => Plan.Sides;

    /// <summary>The time zone of local days.</summary>
    public DateTimeZone Zone => Agreement.Clock.Zone;

    /// <summary>Opens the example in a folder.</summary>
    /// <exception cref="UsageException">Something that the exercise needs is missing or does not fit.</exception>
    public static Theatre Open(string folder)
    {
        var plan = ExercisePlanReader.Read(folder);
        var agreement = AgreementFile.Open(Path.Combine(folder, Path.GetFileName(plan.Agreement)), TextWriter.Null);
        var theatre = new Theatre(plan, agreement, Settlements(Path.Combine(folder, Path.GetFileName(plan.Places))));
        PlanCheck.Require(theatre);
        return theatre;
    }

    /// <summary>A settlement by its name.</summary>
    /// <exception cref="UsageException">The list has none of this name.</exception>
    public NamedPlace Settlement(string name) => settlements.GetValueOrDefault(name) ?? throw Unknown("place", name);

    /// <summary>How an actor is called in reports.</summary>
    /// <exception cref="UsageException">The agreement has no such actor.</exception>
    public string Name(string actor) => Agreement.Actors.GetValueOrDefault(actor)?.Name ?? throw Unknown("actor", actor);

    /// <summary>The other side.</summary>
    public string Other(string side) => Sides[0] == side ? Sides[1] : Sides[0];

    /// <summary>A local date, n days after D.</summary>
    public LocalDate Date(int day) => Plan.Day0.PlusDays(day);

    /// <summary>How many days after D a local date is.</summary>
    public int DayOf(LocalDate date) => Period.Between(Plan.Day0, date, PeriodUnits.Days).Days;

    /// <summary>When a local day begins.</summary>
    public Instant StartOf(int day) => Clock.StartOf(Date(day), Zone);

    /// <summary>A time of a local day; one that the clocks leave out is the next that there is.</summary>
    public Instant At(int day, LocalTime time) => Zone.AtLeniently(Date(day).At(time)).ToInstant();

    /// <summary>When the ceasefire begins.</summary>
    public Instant Ceasefire => At(0, Plan.Ceasefire.At);

    /// <summary>On whose side a position is.</summary>
    public string SideOf(Position position) => line.Line.Nearest(position).Side == Side.Left ? line.Left : line.Right;

    /// <summary>A place near one of some settlements, on a side and in the area; null where none was found.</summary>
    public (Position At, NamedPlace Near)? Near(Dice dice, IReadOnlyList<string> names, double spread, string side)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var near = Settlement(dice.Of(names));
            var at = Away(dice, near.At, spread);
            if (SideOf(at) == side && area.Test(new Region.Disc(at, Metres.Zero)) == Certainty.Certain) return (at, near);
        }
        return null;
    }

    /// <summary>From where fire came that fell at a place: beyond the line, within a range.</summary>
    public Position Origin(Position impact, double range)
    {
        var foot = line.Line.Nearest(impact);
        var across = foot.Distance.Value < 1 ? 90 : Geodesic.Inverse(impact, foot.At).AzimuthFrom;
        return Rounded(Geodesic.Direct(impact, across, new Metres(Math.Max(range, foot.Distance.Value + 200))));
    }

    /// <summary>A place at most so far from another, as likely near as far.</summary>
    public static Position Away(Dice dice, Position from, double most) =>
        Rounded(Geodesic.Direct(from, dice.Number(new(0, 360)), new Metres(dice.Number(new(0, most)))));

    /// <summary>To five decimals, about a metre: further ones could differ between machines.</summary>
    public static Position Rounded(Position position) =>
        new(Math.Round(position.Latitude, 5, MidpointRounding.AwayFromZero), Math.Round(position.Longitude, 5, MidpointRounding.AwayFromZero));

    public static UsageException Wrong(string what) => new($"{ExercisePlanReader.FileName}: {what}.");

    private static UsageException Unknown(string noun, string name) => Wrong($"there is no {noun} '{name}'");

    private static ImmutableDictionary<string, NamedPlace> Settlements(string path)
    {
        var reading = Gazetteer.Read(path);
        if (reading.Gazetteer is null) throw new UsageException(reading.Problems[0].ToString());
        return reading.Gazetteer.Places.DistinctBy(place => place.Name).ToImmutableDictionary(place => place.Name, StringComparer.Ordinal);
    }
}
