using System.Text.Json;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Cards;
using LopmiBot.Teams.Connector;
using LopmiBot.Teams.Inbox;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams;

/// <summary>Answers accepted messages through the Bot Connector; and speaks unasked.</summary>
/// <param name="assistant">Makes the reply.</param>
/// <param name="librarian">Knows what each may read.</param>
/// <param name="connector">Sends it.</param>
/// <param name="references">How rooms and people are reached.</param>
/// <param name="settings">The bot's public address.</param>
/// <param name="time">The clock.</param>
internal sealed class TeamsDelivery(Assistant assistant, Librarian librarian, ConnectorClient connector, IReferenceStore references, ChannelSettings settings, TimeProvider time) : IDeliveryHandler, IProactiveChannel
{
    /// <summary>Whoever waits longer sees that the bot is at work.</summary>
    private static readonly TimeSpan Unremarked = TimeSpan.FromSeconds(1);

    public const string ChannelName = "teams";

    public string Channel => ChannelName;

    /// <summary>What a person says or presses.</summary>
    public static Request RequestOf(Activity activity, Pressed? pressed) => new(pressed?.Text ?? activity.TextWithoutMentionOf(activity.Recipient?.Id))
    {
        Person = TeamsPress.PersonOf(activity),
        Room = TeamsPress.RoomOf(activity),
        Key = $"{activity.Conversation!.Id}\n{activity.Id}",
        Locale = activity.SpokenLocale,
        IsSeenByRoom = TeamsPress.IsSeenByRoom(activity),
        Press = pressed?.Press,
    };

    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var activity = JsonSerializer.Deserialize(delivery.Payload, ActivityJson.Default.Activity)
            ?? throw new DeliveryException("The recorded activity is empty.");
        await RememberAsync(activity, cancellationToken);
        if (activity.Type == ActivityTypes.ConversationUpdate)
        {
            await sending(cancellationToken);
            await connector.SendAsync(ConversationReference.Of(activity), Message(librarian.Open.Help(LanguageCodes.Parse(activity.SpokenLocale) ?? Language.French)), cancellationToken);
            return;
        }

        var pressed = activity.Value is { } value ? TeamsPress.OfSubmit(value) : null;
        var request = RequestOf(activity, pressed);
        var reply = delivery.Interruption == Interruption.None ? await RespondAsync(activity, request, cancellationToken) : Assistant.Interrupted(request);
        await sending(cancellationToken);
        string? sent = null;
        if (pressed is not null && reply.Revised is { } revised && activity.ReplyToId is { Length: > 0 } card)
        {
            await SendAsync(
                Message(revised),
                async message =>
                {
                    await connector.UpdateAsync(ConversationReference.Of(activity), card, message, cancellationToken);
                    return card;
                });
        }
        else
        {
            sent = await SendAsync(
                Message(reply) with { From = activity.Recipient, Recipient = activity.From, Conversation = activity.Conversation, ReplyToId = activity.Id },
                message => connector.ReplyAsync(activity, message, cancellationToken));
        }

        await assistant.DeliveredAsync(reply, cancellationToken, sent);
    }

    public async Task SayAsync(string place, Reply reply, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        if (await references.FindAsync(ChannelName, place, cancellationToken) is not { } kept || JsonSerializer.Deserialize(kept, ActivityJson.Default.ConversationReference) is not { } reference)
        {
            throw new DeliveryException("Nobody there has written to the bot in Teams, or installed it: it cannot speak first.");
        }

        if (reference.Person is not null)
        {
            reference = await connector.CreateAsync(reference, cancellationToken);
            await references.KeepAsync(ChannelName, place, JsonSerializer.Serialize(reference, ActivityJson.Default.ConversationReference), cancellationToken);
        }

        await sending(cancellationToken);
        try
        {
            await SendAsync(Message(reply), message => connector.SendAsync(reference, message, cancellationToken));
        }
        catch (ConnectorException e) when (e.IsGone)
        {
            await references.ForgetAsync(ChannelName, place, cancellationToken);
            throw;
        }
    }

    /// <summary>Where the service does not take citations beside a card, the card is what matters, and it names its sources.</summary>
    private static async Task<string?> SendAsync(Activity message, Func<Activity, Task<string?>> send)
    {
        try
        {
            return await send(message);
        }
        catch (ConnectorException e) when (e.IsMalformed && message.Entities is not null)
        {
            return await send(message with { Entities = null });
        }
    }

    private async Task<Reply> RespondAsync(Activity activity, Request request, CancellationToken cancellationToken)
    {
        var responding = assistant.RespondAsync(request, cancellationToken);
        try
        {
            return await responding.WaitAsync(Unremarked, time, cancellationToken);
        }
        catch (TimeoutException) when (!responding.IsCompleted)
        {
            try
            {
                await connector.TypingAsync(ConversationReference.Of(activity), cancellationToken);
            }
            catch (DeliveryException)
            {
                // The reply matters, not the sign that it is on its way.
            }

            return await responding;
        }
    }

    private Activity Message(Reply reply) => new()
    {
        Type = ActivityTypes.Message,
        Summary = reply.Text,
        Attachments = [AnswerCard.Draw(reply, settings.PublicUrl)],
        Entities = Citations.Of(reply, settings.PublicUrl) is { } citations ? [citations] : null,
        ChannelData = reply.Quotes.Count > 0 ? FeedbackLoop : null,
    };

    /// <summary>Teams draws thumbs below the message, and a field for a comment.</summary>
    private static readonly JsonElement FeedbackLoop = JsonSerializer.SerializeToElement(new { feedbackLoop = new { type = "default" } });

    /// <summary>Keeps how the room is reached, and in a personal chat the person; service URLs change.</summary>
    private async Task RememberAsync(Activity activity, CancellationToken cancellationToken)
    {
        var room = TeamsPress.RoomOf(activity).Id;
        var written = JsonSerializer.Serialize(ConversationReference.Of(activity) with { Conversation = room }, ActivityJson.Default.ConversationReference);
        if (TeamsPress.IsSeenByRoom(activity) && activity is { Type: ActivityTypes.Message, From.Id.Length: > 0 }
            && await references.FindAsync(ChannelName, TeamsPress.PersonOf(activity).Id, cancellationToken) is null)
        {
            // An expert's answer may have to find them in a chat of their own.
            await references.KeepAsync(ChannelName, TeamsPress.PersonOf(activity).Id, JsonSerializer.Serialize(ConversationReference.ToPerson(activity), ActivityJson.Default.ConversationReference), cancellationToken);
        }

        // A personal chat is known by its person, and erased with them.
        var place = TeamsPress.IsSeenByRoom(activity) || activity.From?.Id is null ? room : TeamsPress.PersonOf(activity).Id;
        if (await references.FindAsync(ChannelName, place, cancellationToken) != written)
        {
            await references.KeepAsync(ChannelName, place, written, cancellationToken);
        }
    }
}
