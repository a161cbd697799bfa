using System.Collections.Frozen;

namespace LopmiBot.Answers.Text;

/// <summary>
/// Cuts a passage into sentences. Lines are sentences of their own (list items, table rows); a full stop ends one unless
/// it follows an abbreviation, an initial or an article letter, or stands inside a number.
/// </summary>
internal static class SentenceSplitter
{
    private static readonly FrozenSet<string> Abbreviations = FrozenSet.ToFrozenSet(
        [
            "art", "arts", "al", "c", "cass", "ch", "chap", "cf", "crim", "dr", "e.g", "ed", "ex", "fig", "i.e", "inc", "jr", "l", "d", "r",
            "ltd", "m", "mm", "me", "mr", "mrs", "ms", "n", "no", "nos", "p", "pp", "par", "pén", "pen", "pr", "préc", "proc", "réf", "s", "sq",
            "st", "ste", "suiv", "t", "tit", "v", "vol", "vs", "env", "av", "apr", "hab", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "janv", "févr", "juil", "déc", "u.s", "u.k",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Sentences of <paramref name="passage"/> in document offsets; white space between them belongs to none.</summary>
    public static List<TextSpan> Split(string text, TextSpan passage)
    {
        var sentences = new List<TextSpan>();
        var start = passage.Start;
        for (var i = passage.Start; i < passage.End; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                Add(text, new TextSpan(start, i), sentences);
                start = i + 1;
            }
            else if (c is '.' or '!' or '?' or '…' && Ends(text, i, passage, out var end))
            {
                Add(text, new TextSpan(start, end), sentences);
                start = end;
                i = end - 1;
            }
        }

        Add(text, new TextSpan(start, passage.End), sentences);
        return sentences;
    }

    private static bool Ends(string text, int at, TextSpan passage, out int end)
    {
        end = at + 1;
        while (end < passage.End && text[end] is '.' or '!' or '?' or '…' or '»' or '"' or '”' or ')' or ']' or '\u00A0' or '\u202F')
        {
            if (text[end] is '\u00A0' or '\u202F' && !(end + 1 < passage.End && text[end + 1] is '»' or '?' or '!'))
            {
                break;
            }

            end++;
        }

        if (end >= passage.End)
        {
            end = passage.End;
            return true;
        }

        if (text[end] is not (' ' or '\n' or '\u00A0' or '\u202F'))
        {
            return false;
        }

        var next = end;
        while (next < passage.End && text[next] is ' ' or '«' or '"' or '“' or '(' or '[' or '\u00A0' or '\u202F')
        {
            next++;
        }

        if (next < passage.End && char.IsLower(text[next]))
        {
            return false;
        }

        return text[at] != '.' || !IsAbbreviation(text, at, passage.Start);
    }

    private static bool IsAbbreviation(string text, int stop, int from)
    {
        var start = stop;
        while (start > from && (char.IsLetter(text[start - 1]) || (text[start - 1] == '.' && start - 1 > from)))
        {
            start--;
        }

        var word = text.AsSpan(start, stop - start);
        if (word.IsEmpty)
        {
            return false;
        }

        // An initial: "A. Martin", "L. 111-7".
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.Contains(word.ToString());
    }

    private static void Add(string text, TextSpan span, List<TextSpan> sentences)
    {
        var (start, end) = span;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(new TextSpan(start, end));
        }
    }
}
