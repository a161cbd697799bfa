namespace LopmiBot.Answers.Searching;

/// <summary>What finding passages is weighed by, beside a word of the question in a passage's body, which is worth 1. The names are those of the file of weights.</summary>
internal enum RetrievalWeight
{
    /// <summary>A word in what stands above the passage: its title and headings.</summary>
    Heads,

    /// <summary>A word in the questions that people ask for the passage.</summary>
    Asked,

    /// <summary>An article's number there: an article stands under its own heading; elsewhere it is only referred to.</summary>
    ArticleHeading,

    /// <summary>Two of the question's words side by side.</summary>
    Pair,

    /// <summary>A word for the kind of answer: a text that punishes rarely says "penalty".</summary>
    Kind,

    /// <summary>Another word than the one that was typed.</summary>
    Expansion,

    /// <summary>A passage in the other language than the asker's.</summary>
    OtherLanguage,

    /// <summary>The section in which a case tells how far it has come, when that is asked, whatever its words.</summary>
    Status,
}

/// <summary>A value for each <see cref="RetrievalWeight"/>.</summary>
/// <param name="values">By name; a weight that is missing has the value to start from.</param>
internal sealed class RetrievalWeights(IReadOnlyDictionary<string, double> values)
{
    private readonly float[] _values = [.. Enum.GetNames<RetrievalWeight>().Select(name => (float)values.GetValueOrDefault(name, Start[name]))];

    /// <summary>Where tuning starts, and what stays where no question decides: a word said in passing is worth less than one in the text.</summary>
    public static IReadOnlyDictionary<string, double> Start { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [nameof(RetrievalWeight.Heads)] = 0.2,
        [nameof(RetrievalWeight.Asked)] = 0.5,
        [nameof(RetrievalWeight.ArticleHeading)] = 2,
        [nameof(RetrievalWeight.Pair)] = 0.5,
        [nameof(RetrievalWeight.Kind)] = 0.3,
        [nameof(RetrievalWeight.Expansion)] = 0.4,
        [nameof(RetrievalWeight.OtherLanguage)] = 0.6,
        [nameof(RetrievalWeight.Status)] = 0.5,
    };

    public float this[RetrievalWeight weight] => _values[(int)weight];
}
