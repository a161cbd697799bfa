using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>Puts questions together that ask the same in other words.</summary>
public static class QuestionGroups
{
    /// <summary>Of the words that two questions hold together, what they must share.</summary>
    private const double Alike = 0.5;

    /// <summary>Groups questions; the largest group comes first, and among groups of a size that with the earliest question.</summary>
    /// <param name="questions">The questions, with their languages.</param>
    /// <returns>Places in the list, the group's first question first. Takes time with the square of their number.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Group(IReadOnlyList<(string Text, Language Language)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var groups = new List<(Language Language, HashSet<string> Terms, string First, List<int> Places)>();
        for (var i = 0; i < questions.Count; i++)
        {
            var (text, language) = questions[i];
            var folded = Words.Fold(text);
            var terms = Terms.OfContent(text, language).ToHashSet(StringComparer.Ordinal);
            var group = groups.FirstOrDefault(each => each.First == folded || (each.Language == language && Share(each.Terms, terms) >= Alike));
            if (group.Places is null)
            {
                groups.Add((language, terms, folded, [i]));
            }
            else
            {
                group.Places.Add(i);
            }
        }

        return [.. groups.OrderByDescending(group => group.Places.Count).Select(group => group.Places)];
    }

    private static double Share(HashSet<string> some, HashSet<string> others)
    {
        var shared = some.Count(others.Contains);
        return shared == 0 ? 0 : (double)shared / (some.Count + others.Count - shared);
    }
}
