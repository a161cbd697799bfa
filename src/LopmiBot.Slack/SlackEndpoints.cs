using System.Text.Json;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Slack;

/// <summary>Puts the Slack channel into a web program.</summary>
public static partial class SlackEndpoints
{
    /// <summary>A slash command is a few kilobytes; anything larger is not one.</summary>
    private const int MaxBodyBytes = 128 * 1024;

    private static readonly TimeSpan PostTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Registers the channel's services.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        services.AddSingleton(options);
        services.AddHttpClient(ResponseUrlClient.HttpClientName, client => client.Timeout = PostTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            // The address of a response_url is a capability: the factory's own logging would print it.
            .RemoveAllLoggers();
        services.AddSingleton(provider => new ResponseUrlClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ResponseUrlClient.HttpClientName), options));
        services.AddSingleton<IDeliveryHandler, SlackDelivery>();
        return services;
    }

    /// <summary>Maps <c>POST /slack/commands</c>; 404 while the channel is off.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/slack/commands", AcceptCommandAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        return endpoints;
    }

    private static async Task<IResult> AcceptCommandAsync(
        HttpRequest request,
        SlackOptions options,
        DeliveryIntake intake,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
        {
            return Results.NotFound();
        }

        var logger = loggers.CreateLogger(typeof(SlackEndpoints));
        using var received = new MemoryStream();
        await request.Body.CopyToAsync(received, cancellationToken);
        var body = received.ToArray();
        var isSigned = SlackSignature.Verify(
            options.SigningSecret,
            request.Headers[SlackSignature.TimestampHeader],
            request.Headers[SlackSignature.SignatureHeader],
            body,
            time.GetUtcNow());
        if (!isSigned)
        {
            LogBadSignature(logger);
            return Results.Unauthorized();
        }

        if (await ReadAsync(body, cancellationToken) is not { } command)
        {
            return Results.BadRequest();
        }

        if (!options.Allows(command.ResponseUrl))
        {
            LogForeignResponseUrl(logger, command.ResponseUrl.Host);
            return Results.BadRequest();
        }

        var key = $"command:{command.TeamId}:{command.TriggerId}";
        await intake.AcceptAsync(SlackDelivery.ChannelName, key, JsonSerializer.Serialize(command, SlackJson.Default.SlashCommand), cancellationToken);
        return Results.Ok();
    }

    private static async Task<SlashCommand?> ReadAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var reader = new FormReader(new MemoryStream(body));
        try
        {
            return SlashCommand.From(new FormCollection(await reader.ReadFormAsync(cancellationToken)));
        }
        catch (InvalidDataException)
        {
            // Too many or too long fields.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A Slack request was refused: its signature or its time is wrong. Check Slack:SigningSecret and this machine's clock.")]
    private static partial void LogBadSignature(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A slash command was refused: its response_url is on {Host}, which Slack:AllowedResponseHosts does not list.")]
    private static partial void LogForeignResponseUrl(ILogger logger, string host);
}
