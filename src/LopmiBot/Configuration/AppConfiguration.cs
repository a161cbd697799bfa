namespace LopmiBot.Configuration;

/// <summary>Where settings come from: the file beside the program, then user secrets, then the environment.</summary>
internal static class AppConfiguration
{
    public static TBuilder AddSettings<TBuilder>(this TBuilder builder)
        where TBuilder : IConfigurationBuilder
    {
        builder
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddUserSecrets<Program>(optional: true)
            .AddEnvironmentVariables();
        return builder;
    }

    public static IConfigurationRoot Build() => new ConfigurationBuilder().AddSettings().Build();
}
