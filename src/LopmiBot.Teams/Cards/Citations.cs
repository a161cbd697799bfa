using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Cards;

/// <summary>The sources of a reply, for clients that show them beside the message.</summary>
internal static class Citations
{
    /// <summary>What a message has room for beside its card.</summary>
    private const int MaxBytes = 2_500;

    /// <summary>The entity; <see langword="null"/> when nothing is quoted.</summary>
    public static CitedMessage? Of(Reply reply, Uri publicUrl)
    {
        var claims = new List<Claim>();
        var bytes = 0;
        foreach (var quote in reply.Quotes)
        {
            var claim = new Claim(claims.Count + 1, new DigitalDocument(
                ShortText.Cut(quote.Excerpt.Citation.Reference ?? quote.Excerpt.Citation.Title, DigitalDocument.MaxName),
                ShortText.Cut(quote.Excerpt.Text, DigitalDocument.MaxAbstract),
                quote.Link is { } page ? new Uri(publicUrl, page) : null));
            bytes += JsonSerializer.SerializeToUtf8Bytes(claim, ActivityJson.Default.Claim).Length;
            if (bytes > MaxBytes)
            {
                break;
            }

            claims.Add(claim);
        }

        return claims.Count == 0 ? null : new CitedMessage { Citation = claims };
    }
}
