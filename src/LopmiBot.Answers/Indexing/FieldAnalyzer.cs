using LopmiBot.Answers.Text;
using Lucene.Net.Analysis;

namespace LopmiBot.Answers.Indexing;

/// <summary>Picks the analysis chain by the language at the end of a field's name.</summary>
internal sealed class FieldAnalyzer : AnalyzerWrapper
{
    private FieldAnalyzer()
        : base(PER_FIELD_REUSE_STRATEGY)
    {
    }

    public static FieldAnalyzer Instance { get; } = new();

    protected override Analyzer GetWrappedAnalyzer(string fieldName)
    {
        var language = fieldName.EndsWith("." + Language.English.Code(), StringComparison.Ordinal) ? Language.English : Language.French;
        return fieldName == IndexSchema.Words(language) ? LegalAnalyzer.ForWords(language) : LegalAnalyzer.For(language);
    }
}
