namespace LopmiBot.Answers.Documents;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>Worth mending; the document can be served.</summary>
    Warning,

    /// <summary>The document cannot be served as it is.</summary>
    Error,
}

/// <summary>Something to mend in a corpus file.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The file, relative to the corpus folder.</param>
/// <param name="Line">1-based line; 0 when the problem has none.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record DocumentProblem(ProblemSeverity Severity, string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Message}" : $"{Path}: {Message}";
}
