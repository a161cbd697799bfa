using LopmiBot.Embeddings;

namespace LopmiBot.Configuration;

/// <summary>A service in place of the sentence encoder that ships, from the configuration section <c>LopmiBot:EmbeddingService</c>.</summary>
/// <param name="Address">Where it is, as set.</param>
/// <param name="Model">The model's name there, as set.</param>
/// <param name="ApiKey">The secret that it asks for.</param>
/// <param name="QuestionPrompt">What a question begins with.</param>
public sealed record EmbeddingServiceSettings(string? Address, string? Model, string? ApiKey, string QuestionPrompt)
{
    /// <summary>The configuration section, in that of the bot.</summary>
    public const string SectionName = "EmbeddingService";

    private const string Name = $"{BotSettings.SectionName}:{SectionName}";

    /// <summary>Reads the settings; <see langword="null"/> when neither address nor model is set.</summary>
    public static EmbeddingServiceSettings? From(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        string? Text(string key) => section[$"{SectionName}:{key}"] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
        var settings = new EmbeddingServiceSettings(Text(nameof(Address)), Text(nameof(Model)), Text(nameof(ApiKey)), section[$"{SectionName}:{nameof(QuestionPrompt)}"] ?? "");
        return settings.Address is null && settings.Model is null ? null : settings;
    }

    /// <summary>What is wrong with the settings and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Model is null)
        {
            yield return $"{Name}:{nameof(Model)} is not set: name the model that turns texts into vectors there, such as bge-m3.";
        }

        if (Uri is null)
        {
            yield return $"{Name}:{nameof(Address)} '{Address}' is no address of a service: set one such as https://api.example.org/v1, or http://localhost:11434/v1 for Ollama on this machine.";
        }
        else if (Uri.Scheme != Uri.UriSchemeHttps && ApiKey is not null && !Uri.IsLoopback)
        {
            yield return $"{Name}:{nameof(Address)} '{Address}' would carry the key in the clear: use https.";
        }
    }

    /// <summary>The service.</summary>
    public EmbeddingService Service() => new() { Address = Uri!, Model = Model!, ApiKey = ApiKey, QuestionPrompt = QuestionPrompt };

    private Uri? Uri => Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
