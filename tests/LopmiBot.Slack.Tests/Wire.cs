using System.Text.Json;
using System.Text.Json.Serialization;

namespace LopmiBot.Slack.Tests;

/// <summary>What is drawn, as Slack receives it.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonElement Of<T>(T drawn) => JsonSerializer.SerializeToElement(drawn, Json);
}
