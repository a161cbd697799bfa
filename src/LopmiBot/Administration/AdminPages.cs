using System.Security.Claims;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Memory;
using LopmiBot.Importing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace LopmiBot.Administration;

/// <summary>Puts the administrators' pages into the web program, and says who may use them.</summary>
internal static class AdminPages
{
    /// <summary>Where they are.</summary>
    public const string Root = "/admin";

    private const string Cookie = "cookie";
    private const string Provider = "provider";

    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(8);

    /// <summary>Registers what they need.</summary>
    public static IServiceCollection AddAdminPages(this IServiceCollection services, AdminOptions options, BotSettings settings)
    {
        services.AddSingleton(options);
        services.AddSingleton(new DraftFolder(settings.Drafts));
        services.AddSingleton(new Importer());
        services.AddSingleton<Curation>();
        services.AddSingleton<IAdminDoor, AdminDoor>();
        services.AddSingleton(provider => new SignInLinks(SignInLinks.FolderIn(settings.Data), provider.GetRequiredService<TimeProvider>()));
        var authentication = services.AddAuthentication(Cookie).AddCookie(Cookie, cookie =>
        {
            cookie.Cookie.Name = "lopmibot-admin";
            cookie.Cookie.Path = Root;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Whoever lost a role keeps it no longer than this.
            cookie.ExpireTimeSpan = SignedInFor;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = Root + "/sign-in";
            cookie.AccessDeniedPath = Root + "/sign-in";
        });
        if (options.HasProvider)
        {
            authentication.AddOpenIdConnect(Provider, provider => Configure(provider, options));
        }

        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Curate, policy => policy.RequireRole(Roles.Administrator, Roles.Curator))
            .AddPolicy(Roles.Administer, policy => policy.RequireRole(Roles.Administrator));
        return services;
    }

    /// <summary>Maps what is no page.</summary>
    public static void MapAdminPages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Root + "/reindex/events", (Reindexing reindexing, TimeProvider time, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(ProgressAsync(reindexing, time, cancellationToken), "progress")).RequireAuthorization(Roles.Curate);

    /// <summary>Signs in whom a link was made for.</summary>
    public static Task SignInAsync(HttpContext context, string who, string role) =>
        context.SignInAsync(Cookie, new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, who), new Claim(ClaimTypes.Name, who), new Claim(ClaimTypes.Role, role)], Cookie)));

    /// <summary>Sends somebody to the provider to sign in.</summary>
    public static Task ChallengeAsync(HttpContext context) => context.ChallengeAsync(Provider, new AuthenticationProperties { RedirectUri = Root });

    /// <summary>Signs somebody out here.</summary>
    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(Cookie);

    private static void Configure(OpenIdConnectOptions provider, AdminOptions options)
    {
        provider.SignInScheme = Cookie;
        provider.Authority = options.Authority;
        provider.RequireHttpsMetadata = !new Uri(options.Authority!).IsLoopback;
        provider.ClientId = options.ClientId;
        provider.ClientSecret = options.ClientSecret;
        provider.ResponseType = "code";
        // The answer comes as a visit, so that cookies may stay with visits to the bot.
        provider.ResponseMode = "query";
        provider.UsePkce = true;
        foreach (var cookie in (CookieBuilder[])[provider.CorrelationCookie, provider.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        provider.SaveTokens = false;
        provider.MapInboundClaims = false;
        provider.CallbackPath = Root + "/signed-in";
        provider.SignedOutCallbackPath = Root + "/signed-out";
        provider.RemoteSignOutPath = Root + "/sign-out-here";
        provider.TokenValidationParameters.NameClaimType = "name";
        provider.Events.OnTokenValidated = context =>
        {
            var services = context.HttpContext.RequestServices;
            var role = Roles.Of(context.Principal!, services.GetRequiredService<AdminOptions>(), services.GetRequiredService<ConversationOptions>());
            var id = context.Principal!.FindFirstValue("oid") ?? context.Principal!.FindFirstValue("sub") ?? "";
            // Only what the pages need is kept in the cookie.
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "web:" + id), new Claim(ClaimTypes.Name, context.Principal!.FindFirstValue("name") ?? id)], Cookie);
            if (role is not null)
            {
                identity.AddClaim(new Claim(ClaimTypes.Role, role));
            }

            context.Principal = new ClaimsPrincipal(identity);
            return Task.CompletedTask;
        };
    }

    /// <summary>How far a run is, until it ends.</summary>
    private static async IAsyncEnumerable<ReindexState> ProgressAsync(Reindexing reindexing, TimeProvider time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), time);
        while (reindexing.Current is { } run)
        {
            yield return new ReindexState(run.Progress.Done, run.Progress.Total, run.Remaining is { } rest ? (int)Math.Ceiling(rest.TotalSeconds) : null, IsUnderWay: true);
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        yield return new ReindexState(0, 0, RemainingSeconds: null, IsUnderWay: false);
    }
}

/// <summary>How far a run is, for the page that shows it.</summary>
/// <param name="Done">Files read.</param>
/// <param name="Total">Files there are.</param>
/// <param name="RemainingSeconds">How long it will likely take still.</param>
/// <param name="IsUnderWay">Whether it goes on.</param>
internal sealed record ReindexState(int Done, int Total, int? RemainingSeconds, bool IsUnderWay);
