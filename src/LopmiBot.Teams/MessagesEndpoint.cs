using System.Diagnostics.CodeAnalysis;
using System.Net;
using LopmiBot.Conversation;
using LopmiBot.Teams.Authentication;
using LopmiBot.Teams.Bot;
using LopmiBot.Teams.Connector;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Teams;

/// <summary>
/// <c>POST /api/messages</c>. What stands before the SDK: who calls is known before anything is read, what is read is
/// bounded, and only then is the bot asked.
/// </summary>
/// <param name="options">Who may call.</param>
/// <param name="validator">Knows whether it is they.</param>
/// <param name="adapter">Asks the bot.</param>
/// <param name="bot">The bot.</param>
/// <param name="settings">The bot's public address.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class MessagesEndpoint(
    TeamsOptions options,
    BotTokenValidator validator,
    TeamsAdapter adapter,
    TeamsBot bot,
    ChannelSettings settings,
    TimeProvider time,
    ILogger<MessagesEndpoint> logger)
{
    /// <summary>The Bot Connector's own limit for one request.</summary>
    public const int MaxBodyBytes = 262_144;

    /// <summary>
    /// A caller that is told in time knows that the message was not taken. The Connector waits for 15 seconds; source: the
    /// documentation of the Azure Bot Service on GatewayTimeout (504).
    /// </summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    public async Task<IResult> AcceptAsync(HttpRequest request, CancellationToken cancellationToken)
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
            LogNotLocal();
            return Refuse(TokenVerdict.Forbidden);
        }

        // A page in a browser on this machine can post a form or plain text to us unasked, but not JSON.
        if (!request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        Activity? activity;
        try
        {
            activity = await ReadAsync(request.Body, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }

        if (activity?.Type is null)
        {
            return Results.BadRequest();
        }

        if (token is not null && validator.Check(token, activity) is var allowed and not TokenVerdict.Valid)
        {
            return Refuse(allowed);
        }

        if (activity.ServiceUrl is { } serviceUrl && !options.Allows(serviceUrl))
        {
            LogForeignServiceUrl();
            return Refuse(TokenVerdict.Forbidden);
        }

        return await TakeAsync(activity, cancellationToken);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails, the message is not taken: the caller is told so, and can send it again.")]
    private async Task<IResult> TakeAsync(Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            return await adapter.TakeAsync(activity, bot, cancellationToken).WaitAsync(AtMost, time, cancellationToken) switch
            {
                null => Results.Accepted(),
                { Body: null } result => Results.StatusCode(result.Status),
                var result => Results.Text(ActivityJson.WriteResult(result.Body), "application/json", statusCode: result.Status),
            };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTaken(e, activity.Type);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<Activity?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        // The server ends a body that is too long.
        using var memory = new MemoryStream();
        await body.CopyToAsync(memory, cancellationToken);
        return ActivityJson.Read(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    /// <summary>A reverse proxy on this machine speaks for others, and most say so in their headers; a bot with a public address has one, whatever it says.</summary>
    private static bool IsFromThisMachine(HttpRequest request) =>
        !request.Headers.ContainsKey("Forwarded")
        && !request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
        && request.HttpContext.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static IResult Refuse(TokenVerdict verdict) =>
        Results.StatusCode(verdict == TokenVerdict.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to /api/messages from another machine was refused: set MicrosoftAppId to serve Teams.")]
    private partial void LogNotLocal();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message was refused: replies may not be sent to its service URL. Add its host to Teams:AllowedServiceHosts if it is Microsoft's.")]
    private partial void LogForeignServiceUrl();

    [LoggerMessage(Level = LogLevel.Error, Message = "An activity of type {Type} was not taken; its sender is told to try again.")]
    private partial void LogNotTaken(Exception exception, string type);
}
