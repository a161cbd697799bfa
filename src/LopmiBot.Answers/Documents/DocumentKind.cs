namespace LopmiBot.Answers.Documents;

/// <summary>What a document is about, as a reader would file it.</summary>
public enum DocumentKind
{
    /// <summary>Explains how to do something, or anything that fits no other kind.</summary>
    Guide,

    /// <summary>An act or a regulation as a whole.</summary>
    Statute,

    /// <summary>An offence: its elements and penalties.</summary>
    Offence,

    /// <summary>A power or a step of procedure.</summary>
    Procedure,

    /// <summary>An authority or a service.</summary>
    Institution,

    /// <summary>A case that is under way or was decided.</summary>
    Case,

    /// <summary>One decision of a court.</summary>
    Decision,

    /// <summary>French law beside that of other countries.</summary>
    Comparison,

    /// <summary>Terms and what they mean.</summary>
    Glossary,

    /// <summary>What the documents do not cover, and where to look instead: a question that it meets is refused by name.</summary>
    Scope,
}
