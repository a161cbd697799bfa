using System.Buffers;
using System.Text;

namespace LopmiBot.Teams.Cards;

/// <summary>The Markdown subset of a card's TextBlock. Source: learn.microsoft.com, "Format cards in Microsoft Teams".</summary>
public static class MarkdownText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_~[]()#>|`");

    /// <summary>Makes text show as it is: nothing in it becomes a link, emphasis, a list or markup.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '-' or '+' when i == 0:
                case '.' when IsListNumber(text, i):
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    if (Special.Contains(c))
                    {
                        escaped.Append('\\');
                    }

                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>"1. " at the start would open a numbered list, and renumber it.</summary>
    private static bool IsListNumber(ReadOnlySpan<char> text, int stop) =>
        stop > 0 && !text[..stop].ContainsAnyExceptInRange('0', '9');
}
