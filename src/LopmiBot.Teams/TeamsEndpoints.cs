using System.Net;
using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Authentication;
using LopmiBot.Teams.Connector;
using LopmiBot.Teams.Inbox;
using LopmiBot.Teams.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;

namespace LopmiBot.Teams;

/// <summary>Puts the Teams channel into a web program.</summary>
public static partial class TeamsEndpoints
{
    /// <summary>Name of the client that fetches signing keys, in the HTTP client factory.</summary>
    public const string KeysHttpClientName = "teams-keys";

    /// <summary>The Bot Connector's own limit for one request.</summary>
    private const int MaxBodyBytes = 262_144;

    private const string Path = "/api/messages";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>
    /// What was certainly not taken is soon tried again, as the service asks; what takes longer is left to the delivery,
    /// which outlives the process. A 5xx is not tried again: a repeat might show a reply twice. Source: learn.microsoft.com,
    /// "Optimize your bot with rate limiting in Teams".
    /// </summary>
    private static HttpRetryStrategyOptions Retries => new()
    {
        ShouldHandle = outcome => ValueTask.FromResult(
            outcome.Outcome is { Result: { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed } response }
            && !(response.Headers.RetryAfter?.Delta > LongestWait)),
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = LongestWait,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = true,
    };

    /// <summary>Registers the channel's services.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions options)
    {
        services.AddSingleton(options);
        foreach (var name in (string[])[KeysHttpClientName, BotCredentials.HttpClientName, ConnectorClient.HttpClientName])
        {
            services.AddHttpClient(name, client => client.Timeout = CallTimeout)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                })
                .AddResilienceHandler(name, pipeline => pipeline.AddRetry(Retries));
        }

        services.AddSingleton(provider => new BotTokenValidator(
            options,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(KeysHttpClientName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BotTokenValidator>>()));
        services.AddSingleton<BotCredentials>();
        services.AddSingleton(provider => new ConnectorClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ConnectorClient.HttpClientName),
            provider.GetRequiredService<BotCredentials>(),
            options));
        services.AddSingleton<TeamsInvokes>();
        services.AddSingleton<TeamsDelivery>();
        services.AddSingleton<IDeliveryHandler>(provider => provider.GetRequiredService<TeamsDelivery>());
        services.AddSingleton<IProactiveChannel>(provider => provider.GetRequiredService<TeamsDelivery>());
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>, and the probe that local clients send first.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], () => Results.Ok());
        endpoints.MapPost(Path, AcceptActivityAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        return endpoints;
    }

    private static async Task<IResult> AcceptActivityAsync(
        HttpRequest request,
        TeamsOptions options,
        BotTokenValidator validator,
        DeliveryIntake intake,
        IReferenceStore references,
        TeamsInvokes invokes,
        ChannelSettings settings,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        BotToken? token = null;
        if (options.IsConfigured)
        {
            (var verdict, token) = await validator.ValidateAsync(request.Headers.Authorization, cancellationToken);
            if (token is null)
            {
                return Refuse(verdict);
            }
        }
        else if (!settings.PublicUrl.IsLoopback || !IsFromThisMachine(request))
        {
            LogNotLocal(loggers.CreateLogger(typeof(TeamsEndpoints)));
            return Refuse(TokenVerdict.Forbidden);
        }

        // A page in a browser on this machine can post a form or plain text to us unasked, but not JSON.
        if (!request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await ReadAsync(request.Body, cancellationToken) is not { Type: { } type } activity)
        {
            return Results.BadRequest();
        }

        if (token is not null && validator.Check(token, activity) is var allowed and not TokenVerdict.Valid)
        {
            return Refuse(allowed);
        }

        if (IsAnswered(activity) && !options.Allows(activity.ServiceUrl))
        {
            LogForeignServiceUrl(loggers.CreateLogger(typeof(TeamsEndpoints)));
            return Refuse(TokenVerdict.Forbidden);
        }

        switch (type)
        {
            case ActivityTypes.Message when IsQuestion(activity):
                await RecordAsync(intake, activity, $"{activity.Conversation!.Id}\n{activity.Id}", TeamsPress.PersonOf(activity).Id, cancellationToken);
                return Results.Accepted();
            case ActivityTypes.ConversationUpdate when IsWelcome(activity):
                await RecordAsync(intake, activity, $"welcome\n{activity.Conversation!.Id}", person: null, cancellationToken);
                return Results.Accepted();
            case ActivityTypes.InstallationUpdate when activity is { Action: { } action, Conversation.Id: { } room } && action.StartsWith("remove", StringComparison.Ordinal):
                await ForgetAsync(references, activity, room, cancellationToken);
                return Results.Accepted();
            case ActivityTypes.MessageReaction when IsFromSomebody(activity):
                await invokes.ReactAsync(activity, cancellationToken);
                return Results.Accepted();
            case ActivityTypes.Invoke:
                return IsFromSomebody(activity) && await invokes.AnswerAsync(activity, cancellationToken) is { } result
                    ? Results.Text(result.ToJsonString(), "application/json")
                    : Results.StatusCode(StatusCodes.Status501NotImplemented);
            default:
                // Edits, deletions, typing and whatever comes in later years.
                return Results.Accepted();
        }
    }

    private static Task<bool> RecordAsync(DeliveryIntake intake, Activity activity, string key, string? person, CancellationToken cancellationToken) =>
        intake.AcceptAsync(new AcceptedRequest(TeamsDelivery.ChannelName, key, JsonSerializer.Serialize(activity, ActivityJson.Default.Activity), person), cancellationToken);

    private static async Task ForgetAsync(IReferenceStore references, Activity activity, string room, CancellationToken cancellationToken)
    {
        await references.ForgetAsync(TeamsDelivery.ChannelName, room, cancellationToken);
        if (IsFromSomebody(activity) && !TeamsPress.IsSeenByRoom(activity))
        {
            await references.ForgetAsync(TeamsDelivery.ChannelName, TeamsPress.PersonOf(activity).Id, cancellationToken);
        }
    }

    private static bool IsAnswered(Activity activity) => activity.Type switch
    {
        ActivityTypes.Message => IsQuestion(activity),
        ActivityTypes.ConversationUpdate => IsWelcome(activity),
        _ => activity.Type == ActivityTypes.Invoke,
    };

    private static bool IsQuestion(Activity activity) =>
        activity.Id is { Length: > 0 } && IsFromSomebody(activity)
        && ((activity.Value is { } value && TeamsPress.OfSubmit(value) is not null) || !string.IsNullOrWhiteSpace(activity.TextWithoutMentionOf(activity.Recipient?.Id)));

    /// <summary>Without an id, all who have none would share one memory.</summary>
    private static bool IsFromSomebody(Activity activity) =>
        activity is { Conversation.Id.Length: > 0 } && activity.From is { AadObjectId.Length: > 0 } or { Id.Length: > 0 };

    /// <summary>The bot is new in a conversation; installationUpdate, which tells the same, is not greeted on.</summary>
    private static bool IsWelcome(Activity activity) =>
        activity is { Conversation.Id.Length: > 0, Recipient.Id: { Length: > 0 } bot } && activity.MembersAdded?.Any(member => member.Id == bot) == true;

    /// <summary>A reverse proxy on this machine speaks for others, and most say so in their headers; a bot with a public address has one, whatever it says.</summary>
    private static bool IsFromThisMachine(HttpRequest request) =>
        !request.Headers.ContainsKey("Forwarded")
        && !request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
        && request.HttpContext.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static IResult Refuse(TokenVerdict verdict) =>
        Results.StatusCode(verdict == TokenVerdict.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);

    private static async Task<Activity?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, ActivityJson.Default.Activity, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to /api/messages from another machine was refused: set MicrosoftAppId to serve Teams.")]
    private static partial void LogNotLocal(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message was refused: replies may not be sent to its service URL. Add its host to Teams:AllowedServiceHosts if it is Microsoft's.")]
    private static partial void LogForeignServiceUrl(ILogger logger);
}
