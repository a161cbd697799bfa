using System.Text.Json;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Access;
using LopmiBot.Slack;
using LopmiBot.Slack.SocketMode;
using LopmiBot.Storage;
using LopmiBot.Teams;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LopmiBot.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, part by part.</summary>
internal static class Readiness
{
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<IndexCheck>("index")
            .AddCheck<StateCheck>("state")
            .AddCheck<TeamsCheck>("teams")
            .AddCheck<SlackCheck>("slack");
        return services;
    }

    public static IEndpointRouteBuilder MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new { status = entry.Value.Status.ToString(), description = entry.Value.Description }),
            },
            JsonSerializerOptions.Web,
            context.RequestAborted);
    }

    private sealed class IndexCheck(Librarian librarian, PassageEmbedder embedder) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var documents = librarian.WholeShelf.Size().Documents.Values.Sum();
            return Task.FromResult(
                documents == 0 ? HealthCheckResult.Unhealthy("no documents: add some to the corpus folder and run 'LopmiBot index'")
                // Why is not told to everybody: what a service says may name its address or a part of its key.
                : embedder.LastFailure is not null ? HealthCheckResult.Degraded($"{documents} documents, found by their words alone: the embedding service does not answer; 'LopmiBot ask' says why")
                : HealthCheckResult.Healthy($"{documents} documents"));
        }
    }

    private sealed class StateCheck(StateDatabase database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await database.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy(database.Name);
        }
    }

    private sealed class TeamsCheck(TeamsOptions options, BotSettings settings) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy(ChannelStatus.Of(options, settings)));
    }

    private sealed class SlackCheck(SlackOptions options, SocketModeStatus sockets) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                !options.TakesSocket ? HealthCheckResult.Healthy(ChannelStatus.Of(options))
                : sockets.Stopped is { } reason ? HealthCheckResult.Unhealthy(reason)
                : sockets.Connected == 0 ? HealthCheckResult.Unhealthy("no Socket Mode connection: nothing typed in Slack arrives")
                : HealthCheckResult.Healthy($"{ChannelStatus.Of(options)}, {sockets.Connected} connections"));
    }
}
