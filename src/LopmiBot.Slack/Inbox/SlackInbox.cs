using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Installations;
using LopmiBot.Conversation.Wording;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.Installing;
using LopmiBot.Slack.Protocol;
using LopmiBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Slack.Inbox;

/// <summary>What Slack is told at once.</summary>
/// <param name="IsTaken">Whether what came makes sense and was recorded, or needs no answer.</param>
/// <param name="Body">What goes back with it; <see langword="null"/>: nothing.</param>
internal readonly record struct Receipt(bool IsTaken, JsonNode? Body = null)
{
    public static Receipt Taken { get; } = new(IsTaken: true);

    public static Receipt Refused { get; } = new(IsTaken: false);
}

/// <summary>Takes what Slack sends, whatever way it came: records what has to be answered, and answers at once what cannot wait.</summary>
internal sealed partial class SlackInbox(
    SlackOptions options,
    DeliveryIntake intake,
    Librarian librarian,
    Assistant assistant,
    SlackWorkspaces workspaces,
    IInstallationStore installations,
    SlackWebApi api,
    ILogger<SlackInbox> logger)
{
    private const int MostOptions = 20;
    private const int MaxOption = 75;
    private const int MaxOptionValue = 150;

    public async Task<Receipt> TakeCommandAsync(SlashCommand command, CancellationToken cancellationToken)
    {
        if (!Allows(command.ResponseUrl))
        {
            return Receipt.Refused;
        }

        var text = command.Text.Trim();
        return await RecordAsync(
            new SlackRequest
            {
                Team = command.TeamId,
                User = command.UserId,
                UserName = command.UserName,
                Channel = command.ChannelId,
                Text = text.Length == 0 ? "help" : text,
                ResponseUrl = command.ResponseUrl,
                Key = $"command:{command.TeamId}:{command.TriggerId}",
            },
            cancellationToken);
    }

    public async Task<Receipt> TakeEventAsync(EventCallback callback, CancellationToken cancellationToken)
    {
        if (callback is { Type: "url_verification", Challenge: { } challenge })
        {
            return new Receipt(IsTaken: true, new JsonObject { ["challenge"] = challenge });
        }

        if (callback is not { Type: "event_callback", TeamId: { Length: > 0 } team, Event: { Type: { } type } happened })
        {
            return callback.Type is null ? Receipt.Refused : Receipt.Taken;
        }

        switch (type)
        {
            case "app_mention":
            case "message" when happened.ChannelType == "im":
                return await TakeMessageAsync(team, callback.Bot, happened, cancellationToken);
            case "app_home_opened" when happened is { Tab: "home", User: { Length: > 0 } user }:
                return await RecordAsync(new SlackRequest { Team = team, User = user, Channel = user, IsHome = true, Key = $"event:{team}:{callback.EventId}" }, cancellationToken);
            case "assistant_thread_started" when happened.AssistantThread is { UserId: { Length: > 0 } opener, ChannelId: { Length: > 0 } channel, ThreadTs: { Length: > 0 } thread }:
                return await RecordAsync(new SlackRequest { Team = team, User = opener, Channel = channel, Thread = thread, IsThreadOpened = true, Key = $"event:{team}:{callback.EventId}" }, cancellationToken);
            case "app_uninstalled":
            case "tokens_revoked":
                await installations.ForgetAsync(SlackDelivery.ChannelName, team, cancellationToken);
                LogUninstalled(team);
                return Receipt.Taken;
            default:
                return Receipt.Taken;
        }
    }

    public Task<Receipt> TakeInteractionAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (interaction is not { Team.Id.Length: > 0, User.Id.Length: > 0 } || (interaction.ResponseUrl is { } url && !Allows(url)))
        {
            return Task.FromResult(Receipt.Refused);
        }

        return interaction.Type switch
        {
            "block_actions" => TakeActionAsync(interaction, cancellationToken),
            "message_action" when interaction is { CallbackId: Forms.AskAbout, Message.Text: { } text } =>
                RecordAsync(From(interaction) with { Text = SlackText.Read(text, bot: null) }, cancellationToken),
            "shortcut" when interaction.CallbackId == Forms.Ask => OpenAskAsync(interaction, cancellationToken),
            "view_submission" => TakeFormAsync(interaction, cancellationToken),
            "block_suggestion" => Task.FromResult(Suggest(interaction)),
            _ => Task.FromResult(Receipt.Taken),
        };
    }

    private Task<Receipt> TakeMessageAsync(string team, string? bot, SlackEvent message, CancellationToken cancellationToken)
    {
        // Other bots, edits, joins and the bot's own words are nobody's questions.
        if (message is not { User: { Length: > 0 } user, Channel: { Length: > 0 } channel, Ts: { Length: > 0 } ts, BotId: null, Hidden: false, Subtype: null or "file_share" or "thread_broadcast" } || user == bot)
        {
            return Task.FromResult(Receipt.Taken);
        }

        var isDirect = message.ChannelType == "im";
        var text = SlackText.Read(message.Text ?? "", bot);
        return RecordAsync(
            new SlackRequest
            {
                Team = team,
                User = user,
                Channel = channel,
                Thread = isDirect ? message.ThreadTs : message.ThreadTs ?? ts,
                Text = text.Length == 0 ? "help" : text,
                IsSeenByRoom = !isDirect,
                // A mention and the message that holds it are two events with one time.
                Key = $"message:{team}:{channel}:{ts}",
            },
            cancellationToken);
    }

    private async Task<Receipt> TakeActionAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (interaction.Actions is not [{ ActionId: { } id } action, ..])
        {
            return Receipt.Taken;
        }

        var request = From(interaction) with { MayReplace = true };
        if (id == Forms.SourceMenu && action.SelectedOption?.Value is { Length: > 0 } document)
        {
            return await RecordAsync(request with { Text = $"source {document}" }, cancellationToken);
        }

        if (id.StartsWith(Forms.AskAgain, StringComparison.Ordinal) && action.Value is { Length: > 0 } question)
        {
            return await RecordAsync(request with { Text = question }, cancellationToken);
        }

        if (id.StartsWith(Forms.Language, StringComparison.Ordinal) && LanguageCodes.Parse(action.Value) is { } language)
        {
            return await RecordAsync(request with { Text = $"language {language.Code()}" }, cancellationToken);
        }

        if (!id.StartsWith(AnswerMessage.ActionPrefix, StringComparison.Ordinal)
            || !Enum.TryParse<CommandKind>(id[AnswerMessage.ActionPrefix.Length..], out var command)
            || !long.TryParse(action.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var subject))
        {
            return Receipt.Taken;
        }

        if (command == CommandKind.Ask)
        {
            return await OpenAskAsync(interaction, cancellationToken);
        }

        request = request with { Press = command, Subject = subject };
        if (Assistant.FormOf(new ButtonPress(command, subject), await LanguageAsync(request, cancellationToken)) is { } form)
        {
            var origin = new FormOrigin { Press = form.Command, Subject = subject, Channel = request.Channel, Thread = request.Thread, ResponseUrl = request.ResponseUrl, IsSeenByRoom = request.IsSeenByRoom };
            var words = Words.In(await LanguageAsync(request, cancellationToken));
            if (await TryOpenAsync(interaction, Forms.Draw(form, origin, words), cancellationToken))
            {
                return Receipt.Taken;
            }
        }

        // Without the form, the reply tells what to type.
        return await RecordAsync(request, cancellationToken);
    }

    private async Task<Receipt> OpenAskAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        var words = Words.In(await LanguageAsync(From(interaction), cancellationToken));
        await TryOpenAsync(interaction, Forms.DrawAsk(words), cancellationToken);
        return Receipt.Taken;
    }

    private async Task<Receipt> TakeFormAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        var values = interaction.View?.State?.Values;
        Interaction.Field? Field(string name) => values?.GetValueOrDefault(name)?.GetValueOrDefault(name);
        var view = interaction.View;
        var request = From(interaction) with { Key = $"form:{interaction.Team!.Id}:{view?.Id}" };
        if (view?.CallbackId == Forms.Ask)
        {
            if (Field(Forms.QuestionField)?.Value?.Trim() is not { Length: > 0 } question)
            {
                return Errors(Forms.QuestionField, Words.In(await LanguageAsync(request, cancellationToken)).WriteSomething);
            }

            return await RecordAsync(
                request with { Channel = request.User, Text = question, AsOf = Field(Forms.DayField)?.SelectedDate, Language = Field(Forms.LanguageField)?.SelectedOption?.Value },
                cancellationToken);
        }

        if (view?.CallbackId != Forms.Text || Origin(view.PrivateMetadata) is not { Press: { } command } origin || (origin.ResponseUrl is { } url && !Allows(url)))
        {
            return Receipt.Taken;
        }

        if (Field(Forms.Text)?.Value?.Trim() is not { Length: > 0 } text)
        {
            return Errors(Forms.Text, Words.In(await LanguageAsync(request, cancellationToken)).WriteSomething);
        }

        return await RecordAsync(
            request with
            {
                Channel = origin.Channel ?? request.User,
                Thread = origin.Thread,
                ResponseUrl = origin.ResponseUrl,
                IsSeenByRoom = origin.IsSeenByRoom,
                MayReplace = true,
                Press = command,
                Subject = origin.Subject,
                Text = text,
            },
            cancellationToken);
    }

    /// <summary>Documents by what is typed of their names.</summary>
    private Receipt Suggest(Interaction interaction)
    {
        var request = From(interaction);
        var reader = librarian.For(SlackDelivery.ChannelName, new Person(SlackDelivery.ChannelName, request.PersonId), request.Room);
        var found = interaction.ActionId == Forms.SourceMenu && interaction.Value is { Length: > 0 } typed
            ? LanguageCodes.All.SelectMany(language => reader.Search(typed, language))
                .Where(document => document.Id.Length <= MaxOptionValue)
                .Take(MostOptions)
                .Select(document => new SelectOption(new PlainText(ShortText.Cut(document.Title, MaxOption)), document.Id))
            : [];
        return new Receipt(IsTaken: true, JsonSerializer.SerializeToNode(new SelectOptions([.. found]), SlackJson.Default.SelectOptions));
    }

    private async Task<bool> TryOpenAsync(Interaction interaction, View view, CancellationToken cancellationToken)
    {
        if (interaction.TriggerId is not { Length: > 0 } trigger || await workspaces.TokenAsync(interaction.Team!.Id!, cancellationToken) is not { } token)
        {
            return false;
        }

        try
        {
            await api.OpenViewAsync(token, trigger, view, cancellationToken);
            return true;
        }
        catch (SlackApiException e)
        {
            LogFormFailed(e);
            return false;
        }
    }

    private static SlackRequest From(Interaction interaction)
    {
        var thread = interaction.Container?.ThreadTs ?? interaction.Message?.ThreadTs;
        var channel = interaction.Channel?.Id ?? interaction.Container?.ChannelId;
        return new SlackRequest
        {
            Team = interaction.Team!.Id!,
            User = interaction.User!.Id!,
            UserName = interaction.User.Name ?? interaction.User.Username,
            Channel = channel ?? interaction.User.Id!,
            Thread = thread,
            ResponseUrl = interaction.ResponseUrl,
            Key = $"action:{interaction.Team.Id}:{interaction.TriggerId}",
        };
    }

    private static FormOrigin? Origin(string? metadata)
    {
        try
        {
            return metadata is { Length: > 0 } ? JsonSerializer.Deserialize(metadata, SlackJson.Default.FormOrigin) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Receipt Errors(string field, string message) =>
        new(IsTaken: true, new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { [field] = message } });

    private Task<Language> LanguageAsync(SlackRequest request, CancellationToken cancellationToken) =>
        assistant.LanguageOfAsync(new Person(SlackDelivery.ChannelName, request.PersonId), cancellationToken);

    private async Task<Receipt> RecordAsync(SlackRequest request, CancellationToken cancellationToken)
    {
        await intake.AcceptAsync(new AcceptedRequest(SlackDelivery.ChannelName, request.Key, JsonSerializer.Serialize(request, SlackJson.Default.SlackRequest), request.PersonId), cancellationToken);
        return Receipt.Taken;
    }

    private bool Allows(Uri responseUrl)
    {
        if (options.Allows(responseUrl))
        {
            return true;
        }

        LogForeignResponseUrl(responseUrl.IsAbsoluteUri ? responseUrl.Host : "no host");
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something from Slack was refused: its response_url is on {Host}, which Slack:AllowedResponseHosts does not list.")]
    private partial void LogForeignResponseUrl(string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A form could not be opened in Slack; the person is told what to type instead.")]
    private partial void LogFormFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The workspace {Team} removed the bot.")]
    private partial void LogUninstalled(string team);
}
