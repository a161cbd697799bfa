using System.Security.Cryptography;
using LopmiBot.Conversation;
using LopmiBot.Slack.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Slack.Installing;

/// <summary>Installs the bot in workspaces. Source: docs.slack.dev, "Installing with OAuth".</summary>
internal static partial class InstallEndpoints
{
    /// <summary>What the bot needs, and no more: docs/slack.md tells what for.</summary>
    public const string Scopes = "app_mentions:read,chat:write,commands,im:history";

    private const string Authorize = "https://slack.com/oauth/v2/authorize";
    private const string Cookie = "lopmibot-slack-install";

    /// <summary>Slack's codes live as long.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/slack/install", Start);
        endpoints.MapGet("/slack/oauth", FinishAsync);
    }

    private static IResult Start(HttpContext context, SlackOptions options, ChannelSettings settings, IDataProtectionProvider protection)
    {
        if (!options.TakesInstallations)
        {
            return Results.NotFound();
        }

        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        // The browser that starts is the one that may finish.
        context.Response.Cookies.Append(Cookie, Protector(protection).Protect(state, Lifetime), CookieOptions(context));
        return Results.Redirect(QueryHelpers.AddQueryString(Authorize, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client_id"] = options.ClientId,
            ["scope"] = Scopes,
            ["redirect_uri"] = Redirect(settings),
            ["state"] = state,
        }));
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context,
        SlackOptions options,
        ChannelSettings settings,
        IDataProtectionProvider protection,
        SlackWebApi api,
        SlackWorkspaces workspaces,
        ILogger<SlackWorkspaces> logger,
        CancellationToken cancellationToken)
    {
        if (!options.TakesInstallations)
        {
            return Results.NotFound();
        }

        var query = context.Request.Query;
        var cookie = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, CookieOptions(context));
        if (!IsStarted(cookie, query["state"].ToString(), protection) || query["code"].ToString() is not { Length: > 0 } code)
        {
            return Results.Text("The installation was not started here, or more than ten minutes ago. Start again at /slack/install.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var answer = await api.AuthorizeAsync([new("code", code), new("redirect_uri", Redirect(settings))], cancellationToken);
            var installation = await workspaces.KeepAsync(answer, cancellationToken);
            LogInstalled(logger, installation.Workspace);
            return Results.Text($"LopmiBot is installed in {installation.Name}. Type /lopmi in Slack.");
        }
        catch (SlackApiException e)
        {
            return Results.Text($"{e.Message} Start again at /slack/install.", statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static bool IsStarted(string? cookie, string state, IDataProtectionProvider protection)
    {
        if (cookie is null || state.Length == 0)
        {
            return false;
        }

        try
        {
            return CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(Protector(protection).Unprotect(cookie)),
                System.Text.Encoding.UTF8.GetBytes(state));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("LopmiBot.Slack.Install").ToTimeLimitedDataProtector();

    private static CookieOptions CookieOptions(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = Lifetime,
        Path = "/slack",
    };

    private static string Redirect(ChannelSettings settings) => new Uri(settings.PublicUrl, "slack/oauth").AbsoluteUri;

    [LoggerMessage(Level = LogLevel.Information, Message = "The bot was installed in the workspace {Team}.")]
    private static partial void LogInstalled(ILogger logger, string team);
}
