using System.Globalization;
using System.Text.Json;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Wording;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.Inbox;
using LopmiBot.Slack.Installing;
using LopmiBot.Slack.Protocol;
using LopmiBot.Slack.WebApi;

namespace LopmiBot.Slack;

/// <summary>Answers what was recorded, where it was asked; and speaks unasked.</summary>
/// <param name="assistant">Makes the reply.</param>
/// <param name="responses">Posts it where Slack gave an address for it.</param>
/// <param name="api">Posts it elsewhere.</param>
/// <param name="workspaces">Tokens.</param>
/// <param name="references">The assistant's thread that each person opened last.</param>
/// <param name="settings">The bot's public address.</param>
internal sealed class SlackDelivery(Assistant assistant, ResponseUrlClient responses, SlackWebApi api, SlackWorkspaces workspaces, IReferenceStore references, ChannelSettings settings) : IDeliveryHandler, IProactiveChannel
{
    public const string ChannelName = "slack";

    private const int MostPrompts = 4;

    public string Channel => ChannelName;

    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Deserialize(delivery.Payload, SlackJson.Default.SlackRequest)
            ?? throw new DeliveryException("The recorded request is empty.");
        var person = new Person(ChannelName, asked.PersonId, asked.UserName);
        if (asked.IsHome)
        {
            // Drawn again is drawn the same: a repeat does no harm.
            await api.PublishViewAsync(await TokenAsync(asked.Team, cancellationToken), asked.User, Forms.Draw(await assistant.HomeAsync(person, cancellationToken)), cancellationToken);
            return;
        }

        if (asked.IsThreadOpened)
        {
            await SuggestAsync(asked, person, cancellationToken);
            return;
        }

        await TellAsync(asked, person, cancellationToken);
        var request = new Request(asked.Text)
        {
            Person = person,
            Room = asked.Room,
            Key = asked.Key,
            IsSeenByRoom = asked.IsSeenByRoom,
            Press = asked.Press is { } command ? new ButtonPress(command, asked.Subject, asked.Text) : null,
            Language = LanguageCodes.Parse(asked.Language),
            AsOf = DateOnly.TryParseExact(asked.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        };
        var reply = delivery.Interruption == Interruption.None ? await assistant.RespondAsync(request, cancellationToken) : Assistant.Interrupted(request);
        var revised = asked.MayReplace && asked.ResponseUrl is not null ? reply.Revised : null;
        var message = AnswerMessage.Draw(revised ?? reply, settings.PublicUrl);
        if (asked.ResponseUrl is { } address)
        {
            await RespondAsync(asked, address, message with { ResponseType = reply.IsForRoom ? "in_channel" : "ephemeral", ReplaceOriginal = revised is not null }, reply.IsForRoom, sending, cancellationToken);
        }
        else
        {
            var token = await TokenAsync(asked.Team, cancellationToken);
            await sending(cancellationToken);
            await api.PostMessageAsync(token, message with { Channel = asked.Channel, ThreadTs = asked.Thread }, cancellationToken);
        }

        await assistant.DeliveredAsync(reply, cancellationToken);
    }

    public async Task SayAsync(string place, Reply reply, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        if (place.Split(':') is not [{ Length: > 0 } team, { Length: > 0 } channel])
        {
            throw new DeliveryException($"'{place}' is no place in Slack: it is written TEAM:CHANNEL or TEAM:USER.");
        }

        var token = await TokenAsync(team, cancellationToken);
        await sending(cancellationToken);
        await api.PostMessageAsync(token, AnswerMessage.Draw(reply, settings.PublicUrl) with { Channel = channel }, cancellationToken);
    }

    /// <summary>An address that Slack gave serves five times within half an hour; after that, the bot speaks by itself.</summary>
    private async Task RespondAsync(SlackRequest asked, Uri address, SlackMessage message, bool isForRoom, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        await sending(cancellationToken);
        try
        {
            await responses.PostAsync(address, message, cancellationToken);
        }
        catch (ResponseUrlExpiredException) when (asked.Channel.Length > 0)
        {
            var direct = message with { ResponseType = null, ReplaceOriginal = null, Channel = asked.Channel, ThreadTs = asked.Thread };
            var token = await TokenAsync(asked.Team, cancellationToken);
            await (isForRoom ? api.PostMessageAsync(token, direct, cancellationToken) : api.PostEphemeralAsync(token, direct with { User = asked.User }, cancellationToken));
        }
    }

    /// <summary>Questions to try in an assistant's thread; suggested twice, they are the same.</summary>
    private async Task SuggestAsync(SlackRequest asked, Person person, CancellationToken cancellationToken)
    {
        var help = (await assistant.HomeAsync(person, cancellationToken)).Help;
        await references.KeepAsync(ChannelName, person.Id, JsonSerializer.Serialize(asked.Thread!), cancellationToken);
        if (help.Suggestions.Count > 0)
        {
            await api.SetSuggestedPromptsAsync(
                await TokenAsync(asked.Team, cancellationToken),
                new SuggestedPrompts(asked.Channel, asked.Thread!, help.SuggestionsTitle, [.. help.Suggestions.Take(MostPrompts).Select(question => new SuggestedPrompt(question, question))]),
                cancellationToken);
        }
    }

    /// <summary>In an assistant's thread, people see what the bot is doing. It is not worth a failure.</summary>
    private async Task TellAsync(SlackRequest asked, Person person, CancellationToken cancellationToken)
    {
        if (asked is not { Thread: { } thread, ResponseUrl: null, IsSeenByRoom: false } || await references.FindAsync(ChannelName, person.Id, cancellationToken) != JsonSerializer.Serialize(thread))
        {
            return;
        }

        try
        {
            var words = Words.In(await assistant.LanguageOfAsync(person, cancellationToken));
            await api.SetStatusAsync(await TokenAsync(asked.Team, cancellationToken), new ThreadStatus(asked.Channel, thread, words.Searching), cancellationToken);
        }
        catch (SlackApiException)
        {
            // The answer comes all the same.
        }
    }

    private async Task<string> TokenAsync(string team, CancellationToken cancellationToken) =>
        await workspaces.TokenAsync(team, cancellationToken)
        ?? throw new DeliveryException("The bot has no token for this workspace: set Slack:BotToken, or install it at /slack/install.");
}
