namespace Truceline.Texts;

/// <summary>Somebody who speaks in a text: a person, or a body that speaks as one.</summary>
internal sealed class Speaker
{
    /// <summary>The full name; null: unnamed.</summary>
    public string? Name { get; set; }

    /// <summary>The office.</summary>
    public string? Role { get; set; }

    /// <summary>The actor, by id.</summary>
    public string? Actor { get; set; }

    /// <summary>How the text describes somebody whom it leaves unnamed on purpose; else null.</summary>
    public string? Described { get; set; }

    /// <summary>'m', 'f', or none known.</summary>
    public char Gender { get; set; }

    /// <summary>Whether only a surname is known.</summary>
    public bool IsShort { get; set; }

    /// <summary>Whether the name is only a description: "a schoolteacher".</summary>
    public bool IsDescribed { get; init; }

    /// <summary>Whether the text itself gives the office.</summary>
    public bool IsCalled { get; set; }

    /// <summary>Whether the lexicon says that it speaks for nobody.</summary>
    public bool IsForNobody { get; init; }

    /// <summary>Several people, or a body.</summary>
    public bool IsBody { get; init; }

    /// <summary>Whether the text leaves the person unnamed on purpose.</summary>
    public bool IsUnnamed => Described is not null;

    public bool IsSpokesperson => Role is { } role && (role.Contains("spokes", StringComparison.Ordinal) || role == "press secretary");
}

/// <summary>What of a sentence may be somebody who speaks: a name, an actor, an office, a pronoun, or several of them that are one.</summary>
internal sealed class Group
{
    /// <summary>The first word.</summary>
    public required int First { get; set; }

    /// <summary>After the last word.</summary>
    public required int End { get; set; }

    public Speaker? Person { get; set; }

    public string? Actor { get; set; }

    public string? Role { get; set; }

    /// <summary>"he", "she", "they", "it", "i", "we"; null: none.</summary>
    public string? Pronoun { get; set; }

    /// <summary>Whose: "its spokesman", "his adviser".</summary>
    public string? Possessive { get; set; }

    /// <summary>Whose office or body it is said to be of, where that has no actor: "a spokesman for the ministry".</summary>
    public string? House { get; set; }

    /// <summary>The actor where it is said to be: "in the Northern capital the ministry".</summary>
    public string? Place { get; set; }

    /// <summary>"a diplomat", "three officials": nobody who was spoken of before.</summary>
    public bool IsNew { get; set; }

    public bool IsPlural { get; set; }
}
