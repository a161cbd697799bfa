using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>A word or name in both languages.</summary>
/// <param name="French">In French.</param>
/// <param name="English">In English.</param>
public record LocalizedText(string French, string English)
{
    /// <summary>In a language.</summary>
    public string In(Language language) => language == Language.French ? French : English;
}

/// <summary>What raises or changes a penalty.</summary>
/// <param name="French">In French.</param>
/// <param name="English">In English.</param>
/// <param name="IsMeans">Whether it is only a way of doing it, such as "online": it changes nothing where no row has it.</param>
public sealed record Circumstance(string French, string English, bool IsMeans = false) : LocalizedText(French, English);

/// <summary>What a term of imprisonment is counted in.</summary>
public enum TermUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Years.</summary>
    Years,

    /// <summary>For life.</summary>
    Life,
}

/// <summary>The longest imprisonment that a provision allows.</summary>
/// <param name="Number">How many; 0 for life.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct ImprisonmentTerm(int Number, TermUnit Unit)
{
    /// <inheritdoc/>
    public override string ToString() => Unit == TermUnit.Life ? "life" : $"{Number} {Unit.ToString().ToLowerInvariant()}";
}

/// <summary>One penalty of an offence: one version, one kind of offender, one set of circumstances.</summary>
public sealed record Penalty
{
    /// <summary>Article and paragraph, such as <c>323-3-2, I</c>.</summary>
    public required string Article { get; init; }

    /// <summary>The articles that <see cref="Article"/> names, without their paragraphs.</summary>
    public IReadOnlyCollection<string> Articles => ArticleNumbers.NamedIn("art. " + Article);

    /// <summary>The <see cref="Document.Name"/> of the document that states it: <c>cp-323-3-2</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The anchor of the section that states it; empty for the document's opening.</summary>
    public required string Anchor { get; init; }

    /// <summary>1-based number of the paragraph, list or table of the section that states it, the same in both languages.</summary>
    public required int Paragraph { get; init; }

    /// <summary>The days on which it is in force.</summary>
    public required Validity Validity { get; init; }

    /// <summary>Whom it is for.</summary>
    public Offender Offender { get; init; }

    /// <summary>What raises or changes the penalty, by key of <see cref="ProvisionTable.Circumstances"/>; none: the plain offence.</summary>
    public IReadOnlyList<string> Circumstances { get; init; } = [];

    /// <summary>The longest imprisonment; <see langword="null"/>: none is stated.</summary>
    public ImprisonmentTerm? Imprisonment { get; init; }

    /// <summary>Whether the imprisonment is that of a crime (<i>réclusion criminelle</i>).</summary>
    public bool IsCrime { get; init; }

    /// <summary>The highest fine in euros; <see langword="null"/>: none is stated.</summary>
    public decimal? Fine { get; init; }

    /// <summary>The highest fine in percent of turnover; <see langword="null"/>: none is stated.</summary>
    public decimal? TurnoverPercent { get; init; }

    /// <summary>Other penalties worth naming that the paragraph states.</summary>
    public LocalizedText? Other { get; init; }

    /// <summary>1-based line in the table's file.</summary>
    public int Line { get; init; }
}

/// <summary>An offence, or an infringement that an authority fines.</summary>
/// <param name="Id">Its key in the table: English, with hyphens.</param>
/// <param name="Code">The text that its articles stand in, as French lawyers cite it.</param>
/// <param name="Names">What it is called by language, the legal name first, then what people say.</param>
/// <param name="Penalties">Its penalties.</param>
/// <param name="Line">1-based line in the table's file.</param>
public sealed record Offence(string Id, string Code, IReadOnlyDictionary<Language, IReadOnlyList<string>> Names, IReadOnlyList<Penalty> Penalties, int Line);

/// <summary>
/// The penalties that a corpus states, in a form that a program can read: the file <c>provisions.yaml</c> in its folder. Each
/// row names the paragraph that states it; <c>check</c> holds it against that paragraph in both languages.
/// </summary>
/// <param name="Circumstances">What raises or changes a penalty, by key.</param>
/// <param name="Offences">The offences.</param>
public sealed record ProvisionTable(IReadOnlyDictionary<string, Circumstance> Circumstances, IReadOnlyList<Offence> Offences)
{
    /// <summary>The file's name in a corpus folder.</summary>
    public const string FileName = "provisions.yaml";

    /// <summary>A table without rows.</summary>
    public static ProvisionTable Empty { get; } = new(new Dictionary<string, Circumstance>(StringComparer.Ordinal), []);

    /// <summary>This table and another one; where both have a key, what this one says of it stands.</summary>
    public ProvisionTable With(ProvisionTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ProvisionTable(
            Circumstances.Concat(other.Circumstances.Where(pair => !Circumstances.ContainsKey(pair.Key))).ToDictionary(StringComparer.Ordinal),
            [.. Offences, .. other.Offences.Where(offence => Offences.All(own => own.Id != offence.Id))]);
    }
}
