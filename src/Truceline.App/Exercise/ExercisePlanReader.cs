using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Terminal;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Truceline.App.Exercise;

/// <summary>Reads <c>exercise.yaml</c>. The first thing that is wrong is told with its place; whatever is in the file, it ends in a plan or in that.</summary>
internal static class ExercisePlanReader
{
    public const string FileName = "exercise.yaml";

    private const int MostBytes = 1 << 18;
    private const int MostDepth = 8;

    /// <summary>The plan of an example.</summary>
    /// <exception cref="UsageException">There is none, or it says something that no plan says.</exception>
    public static ExercisePlan Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new UsageException($"{folder} has no {FileName}, so there is no exercise of it.");
        RegularFile.Require(path);
        if (new FileInfo(path).Length > MostBytes) throw new UsageException($"{path} is larger than 256 KiB; no plan of an exercise is.");
        return Parse(path, File.ReadAllText(path));
    }

    /// <summary>The plan that a text is.</summary>
    /// <param name="name">What the text is called in messages.</param>
    /// <param name="text">The text.</param>
    public static ExercisePlan Parse(string name, string text)
    {
        try
        {
            Gate(text);
            var plan = Reader.Deserialize<ExercisePlan?>(text) ?? throw new YamlException("the file is empty");
            return plan.Exercise == 1 ? plan : throw new YamlException("this is not a version that is understood: write 'exercise: 1'");
        }
        catch (YamlException wrong)
        {
            var where = wrong.Start.Line > 0 ? FormattableString.Invariant($"{name}:{wrong.Start.Line}:{wrong.Start.Column}") : name;
            throw new UsageException($"{where} {Innermost(wrong)}");
        }
    }

    private static string Innermost(Exception wrong)
    {
        while (wrong.InnerException is { } inner) wrong = inner;
        return wrong.Message;
    }

    /// <summary>
    /// Walks the events before anything is built of them: nesting exhausts the library's stack, which ends the process, and
    /// aliases let few bytes stand for many.
    /// </summary>
    private static void Gate(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var at = parser.Current!;
            depth += at.NestingIncrease;
            if (depth > MostDepth + 2) throw new YamlException(at.Start, at.End, "it is nested deeper than any plan");
            if (at is AnchorAlias || at is NodeEvent { Anchor.IsEmpty: false } || at is NodeEvent { Tag.IsEmpty: false })
                throw new YamlException(at.Start, at.End, "anchors, aliases and tags have no place in a plan: write it out");
            if (at is DocumentStart && at.Start.Line > 1 && depth > 2) throw new YamlException(at.Start, at.End, "there is more than one document");
        }
    }

    private static IDeserializer Reader { get; } = new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .WithTypeConverter(new SpanConverter())
        .WithTypeConverter(new ScalarConverter<LocalDate>("a date such as 2025-10-15", text => LocalDatePattern.Iso.Parse(text) is { Success: true } read ? read.Value : null))
        .WithTypeConverter(new ScalarConverter<LocalTime>("a time of day such as \"06:30\"", text => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text) is { Success: true } read ? read.Value : null))
        .WithTypeConverter(new ScalarConverter<double>("a number", Number))
        .WithTypeConverter(new ScalarConverter<Act>("an act", Vocabulary.Parse<Act>))
        .WithTypeConverter(new ScalarConverter<Means>("a means of observation", Vocabulary.Parse<Means>))
        .WithTypeConverter(new ScalarConverter<Truceline.Reports.AccessStatus>("how access went", Vocabulary.Parse<Truceline.Reports.AccessStatus>))
        .Build();

    // Far beyond what any key takes, and near enough that no sum of them overflows.
    private const double Greatest = 1e7;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Greatest ? number : null;

    /// <summary>A single value of one kind.</summary>
    private sealed class ScalarConverter<T>(string wanted, Func<string, T?> read) : IYamlTypeConverter where T : struct
    {
        public bool Accepts(Type type) => type == typeof(T);

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            if (!parser.TryConsume<Scalar>(out var scalar)) throw new YamlException(parser.Current!.Start, parser.Current.End, $"{wanted} is wanted here");
            return read(scalar.Value) ?? throw new YamlException(scalar.Start, scalar.End, $"'{Screen.Plain(scalar.Value)}' is not {wanted}");
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException("plans are read, never written");
    }

    /// <summary>Two numbers in order, or one for both.</summary>
    private sealed class SpanConverter : IYamlTypeConverter
    {
        private const string Wanted = "a list of the least and the most, such as [2, 5]";

        public bool Accepts(Type type) => type == typeof(Span);

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            var start = parser.Current!.Start;
            if (parser.TryConsume<Scalar>(out var both) && Number(both.Value) is { } one) return new Span(one, one);
            if (!parser.TryConsume<SequenceStart>(out _)) throw new YamlException(start, start, $"{Wanted} is wanted here");
            var numbers = new List<double>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                numbers.Add(parser.TryConsume<Scalar>(out var scalar) && Number(scalar.Value) is { } number ? number : throw new YamlException(start, start, $"{Wanted} is wanted here"));
            return numbers is [var least, var most] && least <= most ? new Span(least, most) : throw new YamlException(start, start, $"{Wanted} is wanted here");
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException("plans are read, never written");
    }
}
