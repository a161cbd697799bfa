using System.Globalization;
using LopmiBot.Administration;
using LopmiBot.Answers.Indexing;
using LopmiBot.CommandLine;
using LopmiBot.Configuration;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Installations;
using LopmiBot.Conversation.Memory;
using LopmiBot.Slack;
using LopmiBot.Storage;
using LopmiBot.Teams;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Localization;

namespace LopmiBot.Hosting;

/// <summary>Puts the rooms together and runs them as a web program.</summary>
internal static class BotHost
{
    private const string DefaultUrl = "http://localhost:3978";

    /// <summary>A question of 2,000 characters in the address, each of up to nine bytes when encoded, and room to spare.</summary>
    private const int MaxRequestLineBytes = 32 * 1024;

    private const int MaxBodyBytes = 262_144;

    /// <summary>Runs until stopped.</summary>
    public static async Task<int> RunAsync(string? corpus, string? data, string? urls, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "LopmiBot" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddSettings();
        var configuration = builder.Configuration;
        var settings = BotSettings.From(configuration, corpus, data);
        var teams = TeamsOptions.From(configuration);
        var slack = SlackOptions.From(configuration);
        var conversation = ConversationSettings.From(configuration);
        var admin = AdminOptions.From(configuration);
        var problems = settings.Problems().Concat(conversation.Problems).Concat(teams.Problems()).Concat(slack.Problems()).Concat(admin.Problems()).ToList();
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        if (problems.Count > 0)
        {
            return ExitCode.Error;
        }

        using var answers = AnswerService.Open(settings, new SlowProgress(TimeProvider.System), cancellationToken: cancellationToken);
        var database = StateFile.Open(settings);
        builder.WebHost.UseUrls(First(urls, configuration["Urls"], configuration["ASPNETCORE_URLS"], DefaultUrl));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestBufferSize = null;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, configuration);
        AddServices(builder.Services, settings, answers, database, conversation.Options, teams, slack);
        builder.Services.AddAdminPages(admin, settings);

        await using var app = builder.Build();
        Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
        {
            await Console.Error.WriteLineAsync($"{e.Message} Another program listens there: stop it, or start this one with --urls http://localhost:PORT.");
            return ExitCode.Error;
        }

        var link = admin.HasProvider ? "admin" : app.Services.GetRequiredService<SignInLinks>().Create();
        Greeting.Write(answers, settings, teams, slack, PublicAddress.Listening(app.Services.GetRequiredService<IServer>()), link);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Answered;
    }

    private static void AddServices(
        IServiceCollection services,
        BotSettings settings,
        AnswerService answers,
        StateDatabase database,
        ConversationOptions conversation,
        TeamsOptions teams,
        SlackOptions slack)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(answers.Library);
        services.AddSingleton(answers.Librarian);
        services.AddSingleton(answers.Embedder);
        services.AddSingleton(conversation);
        services.AddSingleton<Assistant>();
        // From a factory, so that the container closes it.
        services.AddSingleton(_ => database);
        services.AddSingleton<IDeliveryStore, DeliveryStore>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IEscalationStore, EscalationStore>();
        services.AddSingleton<IReferenceStore, ReferenceStore>();
        services.AddSingleton<IInstallationStore, InstallationStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<Reindexing>();
        services.AddSingleton(settings);
        services.AddHostedService<CorpusWatch>();
        services.AddHostedService<ReindexSchedule>();
        services.AddSingleton<ExpertDesk>();
        services.AddSingleton<AdministratorDesk>();
        services.AddSingleton<IDeliveryHandler, NoticeDelivery>();
        services.AddSingleton<DeliveryIntake>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<Retention>();
        services.AddSingleton(provider => new ChannelSettings(
            () => PublicAddress.Of(settings, provider.GetRequiredService<IServer>())));
        services.AddTeams(teams);
        services.AddSlack(slack);
        services.AddReadiness();
        services.AddDataProtection()
            .SetApplicationName("LopmiBot")
            .PersistKeysToFileSystem(new DirectoryInfo(settings.Keys));
        services.AddLocalization();
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Admin", Roles.Curate);
            pages.Conventions.AllowAnonymousToPage("/Admin/SignIn");
            foreach (var page in (string[])["Questions", "Feedback", "Escalations", "Audit"])
            {
                pages.Conventions.AuthorizePage("/Admin/" + page, Roles.Administer);
            }
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "lopmibot-form";
            antiforgery.Cookie.Path = AdminPages.Root;
        });
        services.Configure<RequestLocalizationOptions>(options =>
        {
            CultureInfo[] cultures = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, cultures[0]);
            // Only the words follow the visitor; numbers and dates in forms keep their web form.
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = cultures;
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang", Options = options },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler("/error");
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseStaticFiles();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapAdminPages();
        app.MapFallbackToPage("/NotFound");
        app.MapTeams();
        app.MapSlack();
        app.MapReadiness();
    }

    private static string First(params string?[] values) => values.First(value => !string.IsNullOrWhiteSpace(value))!;

    /// <summary>Says how far indexing is when it takes longer than a moment.</summary>
    private sealed class SlowProgress(TimeProvider time) : IProgress<IndexProgress>
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

        private long _last = time.GetTimestamp();

        public void Report(IndexProgress value)
        {
            if (time.GetElapsedTime(_last) >= Every)
            {
                _last = time.GetTimestamp();
                Console.Out.WriteLine($"Indexing: {value.Done} of {value.Total} documents …");
            }
        }
    }
}
