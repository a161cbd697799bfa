using System.Globalization;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Authentication;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace LopmiBot.Teams.Connector;

/// <summary>
/// Takes activities that are known to be genuine, and speaks. The SDK's own way in, <c>ProcessAsync</c>, is not used: it
/// reads and parses a request before it asks who sent it.
/// </summary>
/// <param name="authentication">Makes the clients of the Bot Connector.</param>
/// <param name="options">The bot's app id.</param>
internal sealed class TeamsAdapter(TeamsAuthentication authentication, TeamsOptions options)
    // Without a logger: the SDK writes the ids of conversations to it.
    : CloudAdapter(authentication)
{
    /// <summary>Has the bot act on an activity.</summary>
    /// <param name="activity">An activity whose sender was authenticated.</param>
    /// <param name="bot">The bot.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What to answer; <see langword="null"/> when nobody waits for a result.</returns>
    public async Task<InvokeResponse?> TakeAsync(Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        var identity = CreateClaimsIdentity(options.MicrosoftAppId);
        var result = new AuthenticateRequestResult
        {
            Audience = options.Scope,
            ClaimsIdentity = identity,
            ConnectorFactory = authentication.CreateConnectorFactory(identity),
        };
        var culture = CultureInfo.CurrentCulture;
        return await ProcessActivityAsync(
            result,
            activity,
            (turn, token) =>
            {
                // The SDK sets that of the activity's locale, which would decide how numbers and letters are read.
                CultureInfo.CurrentCulture = culture;
                return bot.OnTurnAsync(turn, token);
            },
            cancellationToken);
    }

    /// <summary>Posts a message: in reply to the reference's activity where it has one, in its thread.</summary>
    /// <returns>The message's id, when the Connector gives one.</returns>
    /// <exception cref="DeliveryException">The service URL is not allowed, or the Connector refused or could not be reached.</exception>
    public async Task<string?> SendAsync(ConversationReference to, Activity message, CancellationToken cancellationToken) =>
        (await SpeakAsync(to, (turn, token) => turn.SendActivityAsync(message, token), cancellationToken))?.Id is { Length: > 0 } id ? id : null;

    /// <summary>Puts a message in the place of an earlier one.</summary>
    /// <exception cref="DeliveryException">As of <see cref="SendAsync"/>.</exception>
    public Task UpdateAsync(ConversationReference to, string activityId, Activity message, CancellationToken cancellationToken)
    {
        message.Id = activityId;
        return SpeakAsync(to, (turn, token) => turn.UpdateActivityAsync(message, token), cancellationToken);
    }

    /// <summary>Opens a personal chat; with the same person it is the same chat again.</summary>
    /// <param name="to">A reference with a person and a tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The reference with its conversation.</returns>
    /// <exception cref="DeliveryException">As of <see cref="SendAsync"/>.</exception>
    public async Task<ConversationReference> CreateAsync(ConversationReference to, CancellationToken cancellationToken)
    {
        var parameters = new ConversationParameters(isGroup: false, to.Bot, [to.User], tenantId: to.Conversation.TenantId);
        string? id = null;
        await CallAsync(() => CreateConversationAsync(
            options.MicrosoftAppId,
            to.ChannelId,
            to.ServiceUrl,
            options.Scope,
            parameters,
            (turn, _) =>
            {
                id = turn.Activity.Conversation.Id;
                return Task.CompletedTask;
            },
            cancellationToken));
        return string.IsNullOrEmpty(id)
            ? throw new ConnectorException("The Bot Connector opened no chat with the person.")
            : new ConversationReference { Bot = to.Bot, ChannelId = to.ChannelId, Conversation = new ConversationAccount(id: id), ServiceUrl = to.ServiceUrl };
    }

    /// <summary>Whether somebody is a member of a conversation.</summary>
    /// <param name="of">The conversation.</param>
    /// <param name="userId">The person's id in the channel, <c>29:…</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DeliveryException">As of <see cref="SendAsync"/>, or the person is none.</exception>
    public async Task<bool> IsMemberAsync(ConversationReference of, string userId, CancellationToken cancellationToken) =>
        await SpeakAsync(of, (turn, token) => TeamsInfo.GetMemberAsync(turn, userId, token), cancellationToken) is not null;

    private async Task<T?> SpeakAsync<T>(ConversationReference reference, Func<ITurnContext, CancellationToken, Task<T>> speak, CancellationToken cancellationToken)
    {
        var continuation = reference.GetContinuationActivity();
        // The SDK gives it an id of its own, and all that is said would be in reply to that.
        continuation.Id = reference.ActivityId;
        T? said = default;
        await CallAsync(() => ContinueConversationAsync(options.MicrosoftAppId, continuation, async (turn, token) => said = await speak(turn, token), cancellationToken));
        return said;
    }

    private static async Task CallAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ErrorResponseException e) when (e.Response is not null)
        {
            throw ConnectorException.Of(e);
        }
        catch (HttpRequestException e)
        {
            throw ConnectorException.Of(e);
        }
        catch (SerializationException)
        {
            // The Connector took the message, and did not say in JSON what it calls it.
        }
    }
}
