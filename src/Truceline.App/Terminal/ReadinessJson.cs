using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Readiness;
using Truceline.App.Commands;
using Truceline.Assessments;

namespace Truceline.App.Terminal;

/// <summary>What is ready at a phase, for machines: JSON in UTF-8 with members and lists in a fixed order.</summary>
internal static class ReadinessJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(PhaseReadiness readiness, Recorded? record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, readiness, record);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PhaseReadiness readiness, Recorded? record)
    {
        json.WriteStartObject();
        json.WriteString("agreement", readiness.Agreement.Id);
        json.WriteString("at", readiness.At);
        json.WriteString("begins", readiness.Begins?.ToString());
        if (record is not null) Known(json, readiness, record);
        json.WriteStartArray("domains");
        foreach (var domain in readiness.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Domain.Written());
            foreach (var which in Enum.GetValues<Preparedness>())
                Strings(json, which.Written(), domain.Contributions.Where(one => one.Is == which).Select(one => one.Pledge.Id));
            Behind(json, domain.Backers);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Behind(json, readiness.Backers);
        Strings(json, "not-ready", readiness.Missing.Select(one => one.Pledge.Id));
        Pledges(json, "pledges", readiness.Due, record);
        Pledges(json, "later", readiness.Later, record);
        Pledges(json, "order-not-said", readiness.NotOrdered, record);
        Due(json, readiness, record);
        json.WriteEndObject();
    }

    private static void Known(Utf8JsonWriter json, PhaseReadiness readiness, Recorded record)
    {
        var phase = record.Picture.Phases.FirstOrDefault(one => one.Phase.Id == readiness.At);
        json.WriteString("as-of", record.Assessment.AsOf is { } asOf ? InstantPattern.ExtendedIso.Format(asOf) : null);
        json.WriteNumber("at-entry", record.Assessment.AtEntry);
        json.WriteBoolean("exercise", record.Assessment.Exercise);
        json.WriteString("state", phase?.State.Written());
        When(json, "began", phase is null ? record.Assessment.Events.GetValueOrDefault(readiness.At) : phase.Begins);
    }

    private static void When(Utf8JsonWriter json, string name, EventTime? time)
    {
        json.WriteStartObject(name);
        json.WriteString("at", time is EventTime.Known known ? InstantPattern.ExtendedIso.Format(known.At) : null);
        json.WriteString("why-not", time switch { EventTime.NotYet not => not.Why, EventTime.Unknown unknown => unknown.Why, _ => null });
        json.WriteStartArray("entries");
        foreach (var entry in time is EventTime.Known { Entries: var entries } ? entries : []) json.WriteNumberValue(entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Behind(Utf8JsonWriter json, Backers backers)
    {
        json.WriteStartObject("behind");
        json.WriteNumber("formal", backers.Formal);
        json.WriteNumber("public", backers.Public);
        json.WriteBoolean("few-more-in-public", backers.Few);
        json.WriteNumber("not-said", backers.Unsaid);
        json.WriteEndObject();
    }

    private static void Pledges(Utf8JsonWriter json, string name, ImmutableArray<Contribution> all, Recorded? record)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            var pledge = one.Pledge;
            json.WriteStartObject();
            json.WriteString("pledge", pledge.Id);
            json.WriteString("by", pledge.By);
            Strings(json, "domains", pledge.Domains.Select(domain => domain.Written()));
            json.WriteString("status", pledge.Status.Written());
            json.WriteString("is", one.Is.Written());
            Strings(json, "chain", one.Chain.Select(step => step.Id));
            json.WriteNumber("formal", pledge.Count ?? 1);
            json.WriteString("public", pledge.Public?.ToString());
            json.WriteString("amount", pledge.Amount);
            json.WriteBoolean("undisclosed", pledge.Undisclosed);
            json.WriteString("when", pledge.When);
            json.WriteString("if", pledge.If);
            json.WriteString("due", pledge.Due is { } due ? LocalDatePattern.Iso.Format(due.By) : null);
            json.WriteString("due-said", pledge.Due?.Said);
            json.WriteBoolean("due-assumed", pledge.Due is { Assumed: true });
            Strings(json, "said", pledge.Said);
            json.WriteBoolean("assumed", pledge.Assumed);
            json.WriteBoolean("unchecked", pledge.Unchecked);
            if (record is not null) Stated(json, record, pledge);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Stated(Utf8JsonWriter json, Recorded record, Pledge pledge)
    {
        json.WriteBoolean("overdue", ReadinessText.Overdue(record, pledge));
        json.WriteStartArray("statements");
        foreach (var one in ReadinessText.Stated(record, pledge))
        {
            json.WriteStartObject();
            json.WriteString("cited", one.Cited);
            json.WriteString("speaker", one.Statement.Speaker);
            json.WriteString("party", one.Statement.Party);
            json.WriteString("authority", one.Statement.Authority.Written());
            json.WriteString("act", one.Statement.Act.Written());
            json.WriteString("fidelity", one.Statement.Fidelity.Written());
            json.WriteString("says", one.Statement.Says);
            json.WriteStartArray("entries");
            foreach (var entry in one.Report.Entries) json.WriteNumberValue(entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Due(Utf8JsonWriter json, PhaseReadiness readiness, Recorded? record)
    {
        json.WriteStartArray("due");
        foreach (var due in readiness.DueClauses)
        {
            json.WriteStartObject();
            json.WriteString("clause", due.Clause.Id);
            json.WriteString("ref", due.Clause.Ref);
            json.WriteString("to-be", due.Which == "start" ? "begun" : "done");
            json.WriteString("by", due.By.ToString());
            if (ReadinessText.Found(record, due) is { } found)
            {
                When(json, "falls", found.At);
                Strings(json, "findings", found.Findings.Select(finding => $"{finding.Key.Subject}: {Outcomes.Words(finding.Outcome, finding.Standing)}"));
            }
            json.WriteStartArray("needs");
            foreach (var need in due.Needs)
            {
                json.WriteStartObject();
                json.WriteString("pledge", need.Pledge.Id);
                json.WriteString("is", need.Is.Written());
                Strings(json, "chain", need.Chain.Select(step => step.Id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("consents");
            foreach (var consent in due.Consents)
            {
                json.WriteStartObject();
                json.WriteString("decision", consent.Id);
                json.WriteStartArray("by");
                foreach (var actor in readiness.Agreement.Named(consent.Consent!.By))
                {
                    json.WriteStartObject();
                    json.WriteString("actor", actor.Id);
                    json.WriteString("position", ReadinessText.Stance(readiness.Agreement, actor, consent));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
