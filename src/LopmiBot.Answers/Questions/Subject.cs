namespace LopmiBot.Answers.Questions;

/// <summary>What kind of thing a subject is.</summary>
public enum SubjectKind
{
    /// <summary>An offence of the table of provisions.</summary>
    Offence,

    /// <summary>What documents are about: a case, an institution, an act, a procedure.</summary>
    Topic,
}

/// <summary>A thing that documents are about and that questions name.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Id">Unique among those of its kind: an offence's key in the table of provisions, else what its documents are called.</param>
/// <param name="Name">What it is called, in the reader's language.</param>
/// <param name="Documents">What each document about it is called, without a language at the end, the main one first.</param>
public sealed record Subject(SubjectKind Kind, string Id, string Name, IReadOnlyList<string> Documents)
{
    /// <summary>Two are the same when kind and id are.</summary>
    public bool Equals(Subject? other) => other is not null && Kind == other.Kind && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Id);
}
