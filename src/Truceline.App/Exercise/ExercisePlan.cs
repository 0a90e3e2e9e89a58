using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.App.Exercise;

// What decides in an exercise, as exercise.yaml says it: key for key in kebab-case. docs/reference/exercise.md has a row for
// each of them. Days are counted from D, the local date on which the ceasefire begins. A member that may be left out has a value here.

/// <summary>A least and a most, both included.</summary>
internal readonly record struct Span(double Least, double Most);

/// <summary>Everything that decides in the exercise of an example.</summary>
internal sealed record ExercisePlan
{
    public required int Exercise { get; init; }
    public required string Title { get; init; }
    public required string Agreement { get; init; }
    public required string Places { get; init; }
    public required string Line { get; init; }
    public required string Area { get; init; }
    [YamlDotNet.Serialization.YamlMember(Alias = "day-0", ApplyNamingConventions = false)]
    public required LocalDate Day0 { get; init; }
    public required Span Days { get; init; }
    public required string[] Sides { get; init; }
    public required CeasefirePlan Ceasefire { get; init; }
    public required FirePlan Fire { get; init; }
    public required MonitorPlan Monitor { get; init; }
    public required PartiesPlan Parties { get; init; }
    public required ForcePlan Force { get; init; }
    public required PressPlan Press { get; init; }
    public required AfterthoughtsPlan Afterthoughts { get; init; }
}

internal sealed record CeasefirePlan
{
    public required string Event { get; init; }
    public required LocalTime At { get; init; }
    public required Span ToldHoursBefore { get; init; }
}

internal sealed record FirePlan
{
    public required Span PerDayBefore { get; init; }
    public required Span PerDayAfter { get; init; }
    public FlareUpPlan[] FlareUps { get; init; } = [];
    public required double[] Hours { get; init; }
    public required string[] Near { get; init; }
    public required double SpreadM { get; init; }
    public required WeaponPlan[] Weapons { get; init; }
}

internal sealed record FlareUpPlan
{
    public required int Day { get; init; }
    public required double Times { get; init; }
    public string[] Near { get; init; } = [];
}

internal sealed record WeaponPlan
{
    public required string Class { get; init; }
    public string[] Words { get; init; } = [];
    public required double Weight { get; init; }
    public required Span Rounds { get; init; }
    public required Span Minutes { get; init; }
    public required Span RangeM { get; init; }
    public required double HeardM { get; init; }
    public Act Act { get; init; } = Act.Fire;
    public double Kills { get; init; }
}

internal sealed record MonitorPlan
{
    public required string Actor { get; init; }
    public required PatrolPlan[] Patrols { get; init; }
    public required Span StopsPerDay { get; init; }
    public required Span Hours { get; init; }
    public required Span StopMinutes { get; init; }
    public required double Nights { get; init; }
    public required double HearsM { get; init; }
    public required double SeesM { get; init; }
    public required Span SeenWithinM { get; init; }
    public required double IdentifiesWho { get; init; }
    public required double IdentifiesWhat { get; init; }
    public required double TellsPhase { get; init; }
    public required Span BearingErrorDegrees { get; init; }
    public required Span SectorDegrees { get; init; }
    public required Span DistanceError { get; init; }
    public required Span CountError { get; init; }
    public required AccessPlan[] Access { get; init; }
    public required SensorPlan[] Sensors { get; init; }
    public required double OutageChance { get; init; }
    public required Span OutageHours { get; init; }
    public BlindPlan[] Blind { get; init; } = [];
}

internal sealed record PatrolPlan
{
    public required string Name { get; init; }
    public required string[] Stops { get; init; }
}

internal sealed record AccessPlan
{
    public required AccessStatus Status { get; init; }
    public required double Chance { get; init; }
    public required string[] Notes { get; init; }
}

internal sealed record SensorPlan
{
    public required string Name { get; init; }
    public required Means Means { get; init; }
    public required string At { get; init; }
    public required double ReachM { get; init; }
    public required double Notices { get; init; }
    public required double WithinM { get; init; }
}

internal sealed record BlindPlan
{
    public required string[] Sensors { get; init; }
    public required int Day { get; init; }
    public required LocalTime At { get; init; }
    public required double Hours { get; init; }
}

internal sealed record PartiesPlan
{
    public required double Claims { get; init; }
    public required Span ClaimedWithinM { get; init; }
    public required Span Exaggerates { get; init; }
    public required Span FalseClaimsPerDay { get; init; }
    public required double Denials { get; init; }
    public required double Admissions { get; init; }
    public required string DenialIssue { get; init; }
    public required string DenialSays { get; init; }
    public required string[] DenialAbout { get; init; }
    public required double Notifications { get; init; }
    public required NotificationPlan[] NotificationsOf { get; init; }
}

internal sealed record NotificationPlan
{
    public required Act Act { get; init; }
    public string? What { get; init; }
    public required string Note { get; init; }
}

internal sealed record ForcePlan
{
    public required string Actor { get; init; }
    public required string Host { get; init; }
    public required string Clause { get; init; }
    public required string Unit { get; init; }
    public required string From { get; init; }
    public required string[] Stations { get; init; }
    public required Span Strength { get; init; }
    public required Span ArrivesAfterHours { get; init; }
    public required LocalTime ReportsAt { get; init; }
    public required double WithinM { get; init; }
    public required CompletedPlan Completed { get; init; }
    public StrayPlan[] Strays { get; init; } = [];
}

internal sealed record CompletedPlan
{
    public required int Day { get; init; }
    public required LocalTime At { get; init; }
    public required string Note { get; init; }
}

internal sealed record StrayPlan
{
    public required int Unit { get; init; }
    public required int Day { get; init; }
    public required LocalTime At { get; init; }
    public required double Hours { get; init; }
    public required string Place { get; init; }
    public required string SeenBy { get; init; }
    public required string Note { get; init; }
}

internal sealed record PressPlan
{
    public required string[] Outlets { get; init; }
    public required Span ItemsPerDay { get; init; }
    public required Span HoursAfter { get; init; }
    public required string[] Titles { get; init; }
    public required string[] Sentences { get; init; }
    public required double PassedOn { get; init; }
    public required double CopiedExactly { get; init; }
    public required double CopiedAltered { get; init; }
    public required Span CopiedAfterHours { get; init; }
    public required string[][] OtherWords { get; init; }
}

internal sealed record AfterthoughtsPlan
{
    public required double Late { get; init; }
    public required Span LateDays { get; init; }
    public required double Corrected { get; init; }
    public required Span CorrectedDays { get; init; }
    public required double Withdrawn { get; init; }
    public required Span WithdrawnDays { get; init; }
    public required string[] Reasons { get; init; }
}
