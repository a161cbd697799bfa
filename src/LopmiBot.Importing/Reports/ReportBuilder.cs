using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Reports;

/// <summary>Notes what becomes of a file while it is read.</summary>
internal sealed partial class ReportBuilder
{
    /// <summary>Omissions that a report lists at most.</summary>
    public const int MaxEntries = 500;

    private const int MaxPlaces = 20_000;
    private const int LongestStart = 80;
    private const int ShownPlaces = 6;

    private readonly Dictionary<string, (int Words, List<string> Places)> _omissions = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<string> _warnings = [];
    private readonly List<PassagePlace> _places = [];
    private int _unlisted;

    /// <summary>The file's encoding.</summary>
    public string? Encoding { get; set; }

    /// <summary>How far two ways of reading agree.</summary>
    public double? OrderConfidence { get; set; }

    /// <summary>How many words a text has: what stands between blanks and holds a letter or a digit.</summary>
    public static int WordsOf(string text) => Word().Count(text);

    /// <summary>Notes that something is left out. The same in several places is one entry.</summary>
    public void Omit(string what, string place, int words = 0)
    {
        if (!_omissions.TryGetValue(what, out var entry))
        {
            if (_order.Count >= MaxEntries - 1)
            {
                _unlisted++;
                return;
            }

            _order.Add(what);
            entry = (0, []);
        }

        if (entry.Places.LastOrDefault() != place)
        {
            entry.Places.Add(place);
        }

        _omissions[what] = (entry.Words + words, entry.Places);
    }

    /// <summary>Notes what is to be looked at.</summary>
    public void Warn(string warning)
    {
        if (!_warnings.Contains(warning, StringComparer.Ordinal))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Notes where a passage comes from.</summary>
    public void Place(string text, string place)
    {
        if (_places.Count < MaxPlaces)
        {
            _places.Add(new PassagePlace(text.Length <= LongestStart ? text : text[..LongestStart], place));
        }
    }

    /// <summary>The report.</summary>
    /// <param name="sourceWords">Words of the file.</param>
    /// <param name="draft">The draft's text.</param>
    public ImportReport Build(int sourceWords, string draft)
    {
        List<Omission> omissions = [.. _order.Select(what => new Omission(what, Joined(_omissions[what].Places), _omissions[what].Words))];
        if (_unlisted > 0)
        {
            omissions.Add(new Omission(string.Create(CultureInfo.InvariantCulture, $"{_unlisted} more"), "", 0));
        }

        return new ImportReport
        {
            SourceWords = sourceWords,
            DraftWords = WordsOf(draft),
            Omissions = omissions,
            Warnings = [.. _warnings],
            Encoding = Encoding,
            OrderConfidence = OrderConfidence,
            Places = [.. _places],
        };
    }

    private static string Joined(List<string> places) => places.Count <= ShownPlaces
        ? string.Join(", ", places)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", places.Take(ShownPlaces))} and {places.Count - ShownPlaces} other places");

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Word();
}
