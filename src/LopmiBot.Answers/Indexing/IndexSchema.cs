using System.Text.Json;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Document = LopmiBot.Answers.Documents.Document;
using LuceneDocument = Lucene.Net.Documents.Document;

namespace LopmiBot.Answers.Indexing;

/// <summary>What the index holds: for each corpus document one record with its text and metadata, and one entry a passage.</summary>
internal static class IndexSchema
{
    /// <summary>Raise it when fields or analysis change: older indexes are then rebuilt.</summary>
    public const string Version = "11";

    public const string DocumentId = "document";
    public const string RecordId = "record";
    public const string TranslationGroup = "group";

    /// <summary>A file of the corpus that is no document, such as its glossary: one record each.</summary>
    public const string CorpusFile = "file";
    public const string Json = "json";
    public const string Listed = "listed";
    public const string Passage = "passage";
    public const string Start = "start";
    public const string End = "end";
    public const string Section = "section";
    public const string Anchor = "anchor";
    public const string ValidFrom = "validFrom";
    public const string ValidTo = "validTo";

    /// <summary>The last day that an undated passage speaks of: it cannot have been written before.</summary>
    public const string LatestDay = "latest";

    private const int Beginning = 0;
    private const int Forever = 99991231;

    private static readonly FieldType Text = new(TextField.TYPE_NOT_STORED);

    private static readonly FieldType WordList = new(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true };

    /// <summary>A passage's vector, and those of the questions that people ask for it.</summary>
    public const string Vector = "vector";

    public const string AskedVectors = "askedVectors";

    public static string Body(Language language) => "body." + language.Code();

    /// <summary>The words of a passage as they are written, but for capitals and accents: what misspelt words are held against.</summary>
    public static string Words(Language language) => "words." + language.Code();

    /// <summary>What stands above a passage: its section's heading and its document's title, with their references.</summary>
    public static string Heads(Language language) => "heads." + language.Code();

    /// <summary>What people ask when they look for a passage.</summary>
    public static string Asked(Language language) => "asked." + language.Code();

    /// <summary>The entries of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="vectors">The vectors of its passages.</param>
    public static IEnumerable<LuceneDocument> Entries(Document document, DocumentVectors vectors)
    {
        yield return
        [
            new StringField(DocumentId, document.Id, Field.Store.NO),
            new StringField(RecordId, document.Id, Field.Store.YES),
            new StringField(TranslationGroup, document.TranslationGroup, Field.Store.NO),
            new StoredField(Json, JsonSerializer.Serialize(document)),
            new BinaryDocValuesField(Listed, new BytesRef(JsonSerializer.SerializeToUtf8Bytes(DocumentEntry.Of(document)))),
        ];

        var numbers = new Dictionary<int, int>();
        foreach (var (passage, i) in document.Passages().Select((passage, i) => (passage, i)))
        {
            var number = numbers[passage.Section] = numbers.GetValueOrDefault(passage.Section) + 1;
            var entry = Entry(document, passage, number);
            entry.Add(new BinaryDocValuesField(Vector, new BytesRef(vectors.Passage[i])));
            entry.Add(new BinaryDocValuesField(AskedVectors, new BytesRef(vectors.Asked[i])));
            yield return entry;
        }
    }

    /// <summary>The record of a file that is no document.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What was read from it.</param>
    public static LuceneDocument FileRecord<T>(string name, T content) =>
    [
        new StringField(CorpusFile, name, Field.Store.NO),
        new StoredField(Json, JsonSerializer.Serialize(content)),
    ];

    public static Document Restore(string json) =>
        JsonSerializer.Deserialize<Document>(json) ?? throw new InvalidDataException("An index record is empty.");

    /// <summary>What a list shows of each document of an index. A column of its own: no text is unpacked for it.</summary>
    public static IEnumerable<DocumentEntry> Catalogue(IndexReader reader)
    {
        var bytes = new BytesRef();
        foreach (var leaf in reader.Leaves.Select(leaf => leaf.AtomicReader))
        {
            if (leaf.GetBinaryDocValues(Listed) is not { } listed)
            {
                continue;
            }

            var live = leaf.LiveDocs;
            for (var number = 0; number < leaf.MaxDoc; number++)
            {
                listed.Get(number, bytes);
                if (bytes.Length > 0 && live?.Get(number) != false)
                {
                    yield return JsonSerializer.Deserialize<DocumentEntry>(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length)) ?? throw new InvalidDataException("An index entry is empty.");
                }
            }
        }
    }

    /// <summary>Days sort as numbers: 15 June 2025 is 20250615.</summary>
    public static int Day(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    private static LuceneDocument Entry(Document document, (TextSpan Span, int Section) passage, int number)
    {
        var language = document.Language;
        var section = document.Sections[passage.Section];
        var latestDay = section.Validity.IsUndated && TemporalExpressionParser.LatestDay(document.Slice(passage.Span)) is { } latest ? Day(latest) : Beginning;
        return
        [
            new StringField(DocumentId, document.Id, Field.Store.NO),
            new SortedDocValuesField(DocumentId, new BytesRef(document.Id)),
            new StringField(Passage, language.Code(), Field.Store.NO),
            new NumericDocValuesField(Start, passage.Span.Start),
            new NumericDocValuesField(End, passage.Span.End),
            new NumericDocValuesField(Section, passage.Section),
            new StringField(Anchor, section.Anchor, Field.Store.NO),
            new Int32Field(ValidFrom, section.Validity.From is { } from ? Day(from) : Beginning, Field.Store.NO),
            new Int32Field(ValidTo, section.Validity.To is { } to ? Day(to) : Forever, Field.Store.NO),
            new Int32Field(LatestDay, latestDay, Field.Store.NO),
            new NumericDocValuesField(ValidFrom, section.Validity.From is { } first ? Day(first) : Beginning),
            new NumericDocValuesField(ValidTo, section.Validity.To is { } last ? Day(last) : Forever),
            new NumericDocValuesField(LatestDay, latestDay),
            new Field(Body(language), document.Slice(passage.Span), Text),
            new Field(Words(language), document.Slice(passage.Span), WordList),
            new Field(Asked(language), string.Join('\n', document.QuestionsFor(section, number)), Text),
            new Field(Heads(language), $"{section.Heading} {section.Reference} {document.Title} {document.Reference}", Text),
        ];
    }

    /// <summary>What is in force on a day, and speaks of nothing that came later than another.</summary>
    /// <param name="day">The day of the law.</param>
    /// <param name="last">The last day that may be spoken of.</param>
    public static Query InForceOn(DateOnly day, DateOnly last)
    {
        var number = Day(day);
        return new BooleanQuery
        {
            { NumericRangeQuery.NewInt32Range(LatestDay, null, Day(last), minInclusive: true, maxInclusive: true), Occur.MUST },
            { NumericRangeQuery.NewInt32Range(ValidFrom, null, number, minInclusive: true, maxInclusive: true), Occur.MUST },
            { NumericRangeQuery.NewInt32Range(ValidTo, number, null, minInclusive: true, maxInclusive: true), Occur.MUST },
        };
    }
}
