using System.Text;
using LopmiBot.Conversation;

namespace LopmiBot.Teams.Cards;

/// <summary>A reply in plain text, for where its card is refused. Quotes stay whole; those that do not fit are cited.</summary>
internal static class PlainAnswer
{
    private const int MaxLength = 4_000;

    /// <summary>The text.</summary>
    public static string Of(Reply reply, Uri publicUrl)
    {
        var text = new StringBuilder(ShortText.Cut(reply.Text, MaxLength));
        foreach (var quote in reply.Quotes)
        {
            var cited = quote.Link is { } page ? $"{quote.Citation}\n{new Uri(publicUrl, page).AbsoluteUri}" : quote.Citation;
            var whole = $"« {quote.Excerpt.Text} »\n{cited}";
            var part = text.Length + whole.Length <= MaxLength ? whole : cited;
            if (text.Length + part.Length <= MaxLength)
            {
                text.Append("\n\n").Append(part);
            }
        }

        return text.ToString();
    }
}
