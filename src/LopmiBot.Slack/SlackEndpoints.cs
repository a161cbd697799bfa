using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Slack.Inbox;
using LopmiBot.Slack.Installing;
using LopmiBot.Slack.Protocol;
using LopmiBot.Slack.SocketMode;
using LopmiBot.Slack.WebApi;
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
    /// <summary>A command is a few kilobytes, a modal's state some more; anything larger is not from Slack.</summary>
    private const int MaxBodyBytes = 128 * 1024;

    private static readonly TimeSpan PostTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Registers the channel's services.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        services.AddSingleton(options);
        AddClient(services, ResponseUrlClient.HttpClientName);
        AddClient(services, SlackWebApi.HttpClientName);
        services.AddSingleton(provider => new ResponseUrlClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ResponseUrlClient.HttpClientName), options));
        services.AddSingleton(provider => new SlackWebApi(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(SlackWebApi.HttpClientName), options));
        services.AddSingleton<SlackWorkspaces>();
        services.AddSingleton<SlackInbox>();
        services.AddSingleton<SlackDelivery>();
        services.AddSingleton<IDeliveryHandler>(provider => provider.GetRequiredService<SlackDelivery>());
        services.AddSingleton<IProactiveChannel>(provider => provider.GetRequiredService<SlackDelivery>());
        services.AddSingleton<SocketModeStatus>();
        services.AddHostedService<SocketModeService>();
        return services;
    }

    /// <summary>Maps the channel's addresses below <c>/slack</c>; 404 while HTTP is off.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        MapSigned(endpoints, "/slack/commands", async (body, inbox, cancellationToken) =>
            await FormAsync(body, cancellationToken) is { } form && SlashCommand.From(name => form[name]) is { } command
                ? await inbox.TakeCommandAsync(command, cancellationToken)
                : Receipt.Refused);
        MapSigned(endpoints, "/slack/events", async (body, inbox, cancellationToken) =>
            Read(body, ReceivedJson.Default.EventCallback) is { } callback ? await inbox.TakeEventAsync(callback, cancellationToken) : Receipt.Refused);
        MapSigned(endpoints, "/slack/interactivity", TakeInteractionAsync);
        MapSigned(endpoints, "/slack/options", TakeInteractionAsync);
        InstallEndpoints.Map(endpoints);
        return endpoints;
    }

    private static void AddClient(IServiceCollection services, string name) =>
        services.AddHttpClient(name, client => client.Timeout = PostTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            // The address of a response_url is a capability: the factory's own logging would print it.
            .RemoveAllLoggers();

    /// <summary>Maps an address that takes what Slack has signed, and nothing else.</summary>
    private static void MapSigned(IEndpointRouteBuilder endpoints, string path, Func<byte[], SlackInbox, CancellationToken, Task<Receipt>> take) =>
        endpoints.MapPost(path, async (HttpRequest request, SlackOptions options, SlackInbox inbox, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        {
            if (!options.TakesHttp)
            {
                return Results.NotFound();
            }

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
                LogBadSignature(loggers.CreateLogger(typeof(SlackEndpoints)));
                return Results.Unauthorized();
            }

            return await take(body, inbox, cancellationToken) switch
            {
                { IsTaken: false } => Results.BadRequest(),
                { Body: { } answer } => Results.Text(answer.ToJsonString(), "application/json"),
                _ => Results.Ok(),
            };
        }).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Receipt> TakeInteractionAsync(byte[] body, SlackInbox inbox, CancellationToken cancellationToken) =>
        await FormAsync(body, cancellationToken) is { } form && Read(System.Text.Encoding.UTF8.GetBytes(form["payload"].ToString()), ReceivedJson.Default.Interaction) is { } interaction
            ? await inbox.TakeInteractionAsync(interaction, cancellationToken)
            : Receipt.Refused;

    private static T? Read<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<FormCollection?> FormAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var reader = new FormReader(new MemoryStream(body)) { ValueLengthLimit = MaxBodyBytes };
        try
        {
            return new FormCollection(await reader.ReadFormAsync(cancellationToken));
        }
        catch (InvalidDataException)
        {
            // Too many or too long fields.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A Slack request was refused: its signature or its time is wrong. Check Slack:SigningSecret and this machine's clock.")]
    private static partial void LogBadSignature(ILogger logger);
}
