using System.Net;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Authentication;
using LopmiBot.Teams.Bot;
using LopmiBot.Teams.Connector;
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
public static class TeamsEndpoints
{
    /// <summary>Name of the client that fetches signing keys, in the HTTP client factory.</summary>
    public const string KeysHttpClientName = "teams-keys";

    /// <summary>Name of the client that calls the Bot Connector, in the HTTP client factory.</summary>
    public const string ConnectorHttpClientName = TeamsAuthentication.HttpClientName;

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
        AddClient(services, KeysHttpClientName);
        AddClient(services, BotCredentials.HttpClientName);
        services.AddTransient<ConnectorHandler>();
        AddClient(services, ConnectorHttpClientName, client => client.AddHttpMessageHandler<ConnectorHandler>());
        services.AddSingleton(provider => new BotTokenValidator(
            options,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(KeysHttpClientName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BotTokenValidator>>()));
        services.AddSingleton<BotCredentials>();
        services.AddSingleton<TeamsAuthentication>();
        services.AddSingleton<TeamsAdapter>();
        services.AddSingleton<ConversationReferences>();
        services.AddSingleton<AnswerSharing>();
        services.AddSingleton<TeamsBot>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<TeamsDelivery>();
        services.AddSingleton<IDeliveryHandler>(provider => provider.GetRequiredService<TeamsDelivery>());
        services.AddSingleton<IProactiveChannel>(provider => provider.GetRequiredService<TeamsDelivery>());
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>, and the probe that local clients send first.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], () => Results.Ok());
        endpoints.MapPost(Path, (HttpRequest request, MessagesEndpoint messages, CancellationToken cancellationToken) => messages.AcceptAsync(request, cancellationToken))
            .WithMetadata(new RequestSizeLimitAttribute(MessagesEndpoint.MaxBodyBytes));
        return endpoints;
    }

    /// <summary>Registers a client of a service of Microsoft's.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="first">What a request passes before the retries.</param>
    private static void AddClient(IServiceCollection services, string name, Action<IHttpClientBuilder>? first = null)
    {
        var client = services.AddHttpClient(name, client => client.Timeout = CallTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        first?.Invoke(client);
        client.AddResilienceHandler(name, pipeline => pipeline.AddRetry(Retries));
    }
}
