using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Cards;

/// <summary>Puts cards, which are System.Text.Json, into the SDK's messages and results, which are Newtonsoft.Json.</summary>
internal static class CardAttachment
{
    /// <summary>A card on a message.</summary>
    public static Attachment Of(JsonObject card) => new(AnswerCard.ContentType, content: Raw(card));

    /// <summary>JSON that is written as it is.</summary>
    public static JRaw Raw(JsonObject card) => new(card.ToJsonString());
}
