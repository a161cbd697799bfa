using System.Text.RegularExpressions;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace LopmiBot.Answers.Text;

/// <summary>
/// How a text in one language becomes terms: compound numbers kept whole, elision, case, accents, stem.
/// No stop words are removed here: questions drop them, documents keep them, so that phrases stay whole.
/// </summary>
internal sealed partial class LegalAnalyzer : Analyzer
{
    private static readonly CharArraySet FrenchElisions = new(
        LuceneVersion.LUCENE_48,
        ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
        ignoreCase: true);

    /// <summary>
    /// A hyphen between digits becomes an underscore, which the Unicode word rules (UAX #29) do not break at:
    /// 323-3-2, 2023-22 and 706-73-1 are one term each. One character stands for one, so offsets stay as they are.
    /// </summary>
    [GeneratedRegex("(?<=[0-9])[-\u2010\u2011](?=[0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HyphenInNumber();

    private readonly Language _language;

    private readonly bool _stems;

    private LegalAnalyzer(Language language, bool stems) => (_language, _stems) = (language, stems);

    public static LegalAnalyzer French { get; } = new(Language.French, stems: true);

    public static LegalAnalyzer English { get; } = new(Language.English, stems: true);

    private static LegalAnalyzer FrenchWords { get; } = new(Language.French, stems: false);

    private static LegalAnalyzer EnglishWords { get; } = new(Language.English, stems: false);

    public static LegalAnalyzer For(Language language) => language == Language.French ? French : English;

    /// <summary>The same without the stem: whole words.</summary>
    public static LegalAnalyzer ForWords(Language language) => language == Language.French ? FrenchWords : EnglishWords;

    protected override TextReader InitReader(string fieldName, TextReader reader) =>
        new StringReader(HyphenInNumber().Replace(reader.ReadToEnd(), "_"));

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var tokenizer = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream stream = _language == Language.French
            ? new ElisionFilter(tokenizer, FrenchElisions)
            : new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, tokenizer);
        stream = new LowerCaseFilter(LuceneVersion.LUCENE_48, stream);
        stream = new ASCIIFoldingFilter(stream);
        if (_stems)
        {
            stream = _language == Language.French ? new FrenchLightStemFilter(stream) : new PorterStemFilter(stream);
        }

        return new TokenStreamComponents(tokenizer, stream);
    }
}
