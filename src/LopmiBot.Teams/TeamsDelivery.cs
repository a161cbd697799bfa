using System.Globalization;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Bot;
using LopmiBot.Teams.Cards;
using LopmiBot.Teams.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams;

/// <summary>Answers accepted messages through the Bot Connector; and speaks unasked.</summary>
/// <param name="assistant">Makes the reply.</param>
/// <param name="librarian">Knows what each may read.</param>
/// <param name="adapter">Sends it.</param>
/// <param name="references">How rooms and people are reached.</param>
/// <param name="settings">The bot's public address.</param>
/// <param name="time">The clock.</param>
internal sealed class TeamsDelivery(
    Assistant assistant,
    Librarian librarian,
    TeamsAdapter adapter,
    ConversationReferences references,
    ChannelSettings settings,
    TimeProvider time) : IDeliveryHandler, IProactiveChannel
{
    /// <summary>Whoever waits longer sees that the bot is at work.</summary>
    private static readonly TimeSpan Unremarked = TimeSpan.FromSeconds(1);

    public const string ChannelName = "teams";

    public string Channel => ChannelName;

    /// <summary>What a person says or presses. Who says nothing in words asks what the bot is for.</summary>
    public static Request RequestOf(Activity activity, AdaptiveCardAction? pressed)
    {
        var text = pressed?.Text ?? MessageText.Of(activity);
        return new Request(pressed is null && text.Length == 0 ? "?" : text)
        {
            Person = activity.GetPerson(),
            Room = activity.GetRoom(),
            Key = KeyOf(activity),
            Locale = activity.GetLocale(),
            IsSeenByRoom = activity.IsSeenByRoom(),
            Press = pressed?.Press,
        };
    }

    /// <summary>What makes a request unique in the channel: each edit of a message is one.</summary>
    public static string KeyOf(Activity activity) => activity.Type == ActivityTypes.MessageUpdate
        ? string.Create(CultureInfo.InvariantCulture, $"{activity.GetKey()}\n{activity.Timestamp?.ToUnixTimeMilliseconds()}")
        : activity.GetKey();

    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var activity = Read(delivery.Payload);
        await references.RememberAsync(activity, cancellationToken);
        try
        {
            await (activity.Type switch
            {
                ActivityTypes.ConversationUpdate => GreetAsync(activity, sending, cancellationToken),
                ActivityTypes.MessageUpdate => AnswerAgainAsync(activity, delivery, sending, cancellationToken),
                _ => AnswerAsync(activity, delivery, sending, cancellationToken),
            });
        }
        catch (ConnectorException e) when (e.IsGone)
        {
            await references.ForgetAsync(activity, cancellationToken);
            throw;
        }
    }

    public async Task SayAsync(string place, Reply reply, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        if (await references.FindAsync(place, cancellationToken) is not { } known)
        {
            throw new DeliveryException("Nobody there has written to the bot in Teams, or installed it: it cannot speak first.");
        }

        try
        {
            if (known.IsWithoutChat)
            {
                known = known with { Reference = await adapter.CreateAsync(known.Reference, cancellationToken) };
                await references.KeepAsync(place, known, cancellationToken);
            }

            await sending(cancellationToken);
            await SendAsync(reply, message => adapter.SendAsync(known.Reference, message, cancellationToken));
        }
        catch (ConnectorException e) when (e.IsGone)
        {
            await references.ForgetAsync(place, cancellationToken);
            throw;
        }
    }

    /// <summary>A reply as a message.</summary>
    public Activity Draw(Reply reply)
    {
        var message = DrawCard(reply);
        message.Entities = Citations.Of(reply, settings.PublicUrl) is { } citations ? [citations] : null;
        return message;
    }

    private static Activity Read(string payload)
    {
        try
        {
            return ActivityJson.Read<Activity>(payload) ?? throw new DeliveryException("The recorded activity is empty.");
        }
        catch (JsonException e)
        {
            throw new DeliveryException("The recorded activity cannot be read.", e);
        }
    }

    private async Task GreetAsync(Activity activity, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        await sending(cancellationToken);
        await SendAsync(
            librarian.Open.Help(LanguageCodes.Parse(activity.GetLocale()) ?? Language.French),
            message => adapter.SendAsync(activity.ReferenceTo(), message, cancellationToken));
    }

    private async Task AnswerAsync(Activity activity, PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var pressed = AdaptiveCardAction.OfSubmit(activity.Value);
        var reply = await RespondAsync(activity, RequestOf(activity, pressed), delivery, cancellationToken);
        await sending(cancellationToken);
        string? sent = null;
        if (pressed is not null && reply.Revised is { } revised && activity.ReplyToId is { Length: > 0 } card)
        {
            await UpdateAsync(activity, card, revised, cancellationToken);
        }
        else
        {
            sent = await SendAsync(reply, message => adapter.SendAsync(activity.ReferenceTo(activity.Id), message, cancellationToken));
        }

        await assistant.DeliveredAsync(reply, cancellationToken, sent);
    }

    /// <summary>Puts the answer to an edited question in the place of the answer before, as long as the question can be continued.</summary>
    private async Task AnswerAgainAsync(Activity activity, PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        if (await assistant.FindMessageAsync(activity.GetPerson(), activity.GetRoom(), activity.GetKey(), cancellationToken) is not { } message)
        {
            return;
        }

        // An update that is made twice shows nothing twice: it is never told to be lost.
        var reply = await RespondAsync(activity, RequestOf(activity, pressed: null), delivery with { Interruption = Interruption.None }, cancellationToken);
        await sending(cancellationToken);
        await UpdateAsync(activity, message, reply, cancellationToken);
        await assistant.DeliveredAsync(reply, cancellationToken, message);
    }

    private Task<string?> UpdateAsync(Activity activity, string message, Reply reply, CancellationToken cancellationToken) => SendAsync(
        reply,
        async drawn =>
        {
            await adapter.UpdateAsync(activity.ReferenceTo(), message, drawn, cancellationToken);
            return message;
        });

    /// <summary>
    /// Where the service does not take citations beside a card, the card is what matters, and it names its sources; where it
    /// takes no such card, the words are.
    /// </summary>
    private async Task<string?> SendAsync(Reply reply, Func<Activity, Task<string?>> send)
    {
        var whole = Draw(reply);
        try
        {
            return await send(whole);
        }
        catch (ConnectorException e) when (e.IsMalformed)
        {
            try
            {
                return whole.Entities is null ? await send(DrawText(reply)) : await send(DrawCard(reply));
            }
            catch (ConnectorException again) when (again.IsMalformed && whole.Entities is not null)
            {
                return await send(DrawText(reply));
            }
        }
    }

    private async Task<Reply> RespondAsync(Activity activity, Request request, PendingDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Interruption != Interruption.None)
        {
            return Assistant.Interrupted(request);
        }

        var responding = assistant.RespondAsync(request, cancellationToken);
        try
        {
            return await responding.WaitAsync(Unremarked, time, cancellationToken);
        }
        catch (TimeoutException) when (!responding.IsCompleted)
        {
            try
            {
                await adapter.SendAsync(activity.ReferenceTo(), new Activity(ActivityTypes.Typing), cancellationToken);
            }
            catch (DeliveryException)
            {
                // The reply matters, not the sign that it is on its way.
            }

            return await responding;
        }
    }

    private Activity DrawCard(Reply reply) => new(ActivityTypes.Message)
    {
        Summary = reply.Text,
        Attachments = [CardAttachment.Of(AnswerCard.Draw(reply, settings.PublicUrl))],
        // Teams draws thumbs below the message, and a field for a comment.
        ChannelData = reply.Quotes.Count > 0 ? new JObject { ["feedbackLoop"] = new JObject { ["type"] = "default" } } : null,
    };

    private Activity DrawText(Reply reply) => new(ActivityTypes.Message)
    {
        Text = PlainAnswer.Of(reply, settings.PublicUrl),
        TextFormat = TextFormatTypes.Plain,
    };
}
