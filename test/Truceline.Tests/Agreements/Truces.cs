using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>Small truce files for tests.</summary>
internal static class Truces
{
    public const string Square = """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}""";
    public const string OtherSquare = """{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1],[2,1],[2,0]]]}""";
    public const string Course = """{"type":"LineString","coordinates":[[0,0],[0,1],[0.5,2]]}""";

    public const string Other = """{"type":"LineString","coordinates":[[0.2,0],[0.2,1],[0.8,2]]}""";
    public const string Settlements = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"Oakford","known-as":["Oak Ford","Oukford"]},"geometry":{"type":"Point","coordinates":[0,0]}},
        {"type":"Feature","properties":{"name":"Millbrook","known-as":"Mill Brook","population":1200},"geometry":{"type":"Point","coordinates":[0,0.1,52]}},
        {"type":"Feature","properties":{"name":"Stonebridge"},"geometry":{"type":"Point","coordinates":[0.1,0.1]}},
        {"type":"Feature","properties":{"name":"Hilltop"},"geometry":{"type":"Point","coordinates":[0.6,0.9]}},
        {"type":"Feature","properties":{"name":"Farhaven"},"geometry":{"type":"Point","coordinates":[40,0.1]}}]}
        """;

    /// <summary>A file with everything that must be there, in lines 1 to 6, followed by what the test writes.</summary>
    public static string With(string rest) => """
        truce: 1
        id: t
        title: A truce
        source: { status: signed, signed: 2020-01-31, text: text.txt }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors: { A: { kind: party }, B: { kind: party }, C: { kind: monitor }, G: { kind: group, members: [A, B] } }

        """ + rest;

    /// <summary>The same with one clause that asks for nothing unusual.</summary>
    public static string WithClause(string rest) => With(rest) + "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n";

    public static AgreementReading Read(string text, params (string Name, string Content)[] beside) =>
        AgreementReader.Read("t.truce.yaml", Encoding.UTF8.GetBytes(text), name =>
            (name switch
            {
                _ when beside.FirstOrDefault(file => file.Name == name).Content is { } content => content,
                "square.geojson" => Square,
                "other.geojson" => OtherSquare,
                "line.geojson" => Course,
                "later.geojson" => Other,
                "places.geojson" => Settlements,
                "text.txt" => "1. Both sides shall\n   cease fire.\n",
                _ => null,
            }) is { } found ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(found) : null);

    /// <summary>The agreement of a text that must have no problem.</summary>
    public static Agreement Agreement(string text, params (string Name, string Content)[] beside)
    {
        var reading = Read(text, beside);
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        return reading.Agreement!;
    }

    /// <summary>The problems of a text, each as one line.</summary>
    public static IEnumerable<string> Problems(string text, params (string Name, string Content)[] beside) =>
        Read(text, beside).Problems.Select(problem => problem.ToString());
}
