using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds <c>alert</c> of a clause.</summary>
internal static class AlertBinder
{
    public static Alert? Bind(Scope scope, ZoneBinder zones, YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Alert) is not { } fields) return null;
        var over = fields.Required("over", "'alert'") is { } number ? scope.Whole(number, 0, 1_000_000) : null;
        var per = fields.Required("per", "'alert'") is { } duration ? scope.Repeated(duration) : null;
        var zone = fields.Read("in", zones.Use);
        var by = fields.Read("by", rule => scope.Refer(scope.Counting, rule));
        return over is { } most && per is not null ? new(most, per, zone, by) : null;
    }
}
