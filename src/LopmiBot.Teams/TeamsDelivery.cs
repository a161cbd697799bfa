using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Cards;
using LopmiBot.Teams.Connector;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams;

/// <summary>Answers accepted messages through the Bot Connector.</summary>
/// <param name="assistant">Makes the reply.</param>
/// <param name="connector">Sends it.</param>
/// <param name="settings">The bot's public address.</param>
internal sealed class TeamsDelivery(Assistant assistant, ConnectorClient connector, ChannelSettings settings) : IDeliveryHandler
{
    public const string ChannelName = "teams";

    public string Channel => ChannelName;

    /// <summary>Who said something; the object id is the same wherever they say it.</summary>
    public static Person PersonOf(Activity activity) =>
        new(ChannelName, activity.From is { AadObjectId: { Length: > 0 } person } ? person : activity.From!.Id!, activity.From?.Name);

    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize(delivery.Payload, ActivityJson.Default.Activity)
            ?? throw new DeliveryException("The recorded activity is empty.");
        var request = new Request(message.TextWithoutMentionOf(message.Recipient?.Id))
        {
            Person = PersonOf(message),
            // In a channel of a team the id names the thread too.
            Room = new Room(message.Conversation!.Id!),
            Key = $"{message.Conversation.Id}\n{message.Id}",
            Locale = message.Locale,
        };
        var reply = delivery.Interruption == Interruption.None ? await assistant.RespondAsync(request, cancellationToken) : Assistant.Interrupted(request);
        await sending(cancellationToken);
        await connector.ReplyAsync(
            message,
            new Activity
            {
                Type = ActivityTypes.Message,
                From = message.Recipient,
                Recipient = message.From,
                Conversation = message.Conversation,
                ReplyToId = message.Id,
                Summary = reply.Text,
                Attachments = [AnswerCard.Draw(reply, settings.PublicUrl)],
            },
            cancellationToken);
        await assistant.DeliveredAsync(reply, cancellationToken);
    }
}
