using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using JsonException = Newtonsoft.Json.JsonException;
using JsonSerializer = Newtonsoft.Json.JsonSerializer;

namespace LopmiBot.Teams.Bot;

/// <summary>
/// JSON of the Bot Framework. What comes in is read strictly, and no more of it than the bot needs: what is kept until it
/// is answered holds no other personal data.
/// </summary>
internal static class ActivityJson
{
    private const int MaxDepth = 64;

    /// <summary>What is read, and kept, of each type; of other types, everything.</summary>
    private static readonly Dictionary<Type, HashSet<string>> Needed = new()
    {
        [typeof(Activity)] =
        [
            "type", "id", "timestamp", "channelId", "serviceUrl", "from", "recipient", "conversation", "locale", "text", "textFormat", "replyToId", "entities",
            "attachments", "name", "value", "action", "membersAdded", "reactionsAdded", "channelData", "deliveryMode",
        ],
        [typeof(ChannelAccount)] = ["id", "name", "aadObjectId", "role"],
        [typeof(ConversationAccount)] = ["id", "name", "conversationType", "tenantId"],
        [typeof(Attachment)] = ["contentType"],
    };

    private static readonly JsonSerializer Trimmed = JsonSerializer.Create(Settings(new NeededMembers()));
    private static readonly JsonSerializer Whole = JsonSerializer.Create(Settings(new DefaultContractResolver()));

    /// <summary>Reads the body of a request.</summary>
    /// <returns><see langword="null"/> when it is no activity, or no JSON by RFC 8259.</returns>
    public static Activity? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return IsStrict(body) ? Read<Activity>(Encoding.UTF8.GetString(body)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads what <see cref="Write(object)"/> wrote, or version 0.1.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T? Read<T>(string json)
    {
        using var reader = new StrictReader(new StringReader(json));
        return Trimmed.Deserialize<T>(reader);
    }

    /// <summary>Writes something to be kept.</summary>
    public static string Write(object value) => Write(Trimmed, value);

    /// <summary>Writes the result of an invoke, on one line.</summary>
    public static string WriteResult(object value) => Write(Whole, value);

    private static string Write(JsonSerializer serializer, object value)
    {
        using var text = new StringWriter();
        serializer.Serialize(text, value);
        return text.ToString();
    }

    private static JsonSerializerSettings Settings(IContractResolver resolver) => new()
    {
        ContractResolver = resolver,
        // What looks like a day in somebody's text stays a text.
        DateParseHandling = DateParseHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
        MaxDepth = MaxDepth,
    };

    /// <summary>Newtonsoft.Json takes comments, single quotes, missing characters and more that RFC 8259 does not.</summary>
    private static bool IsStrict(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    // Half a surrogate pair is no text.
                    reader.GetString();
                }
            }

            return true;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Takes no number for a text.</summary>
    private sealed class StrictReader(TextReader text) : JsonTextReader(text)
    {
        public override string? ReadAsString() =>
            Read() && TokenType is JsonToken.String or JsonToken.Null ? (string?)Value : throw new JsonSerializationException($"{Path} is no text.");
    }

    /// <summary>Tells one edit of a message from another; nothing else depends on it, and an odd one is none.</summary>
    private sealed class TimestampConverter : JsonConverter<DateTimeOffset?>
    {
        public static readonly TimestampConverter Instance = new();

        public override DateTimeOffset? ReadJson(JsonReader reader, Type objectType, DateTimeOffset? existingValue, bool hasExistingValue, JsonSerializer serializer)
        {
            if (reader.Value is string text)
            {
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
            }

            reader.Skip();
            return null;
        }

        public override void WriteJson(JsonWriter writer, DateTimeOffset? value, JsonSerializer serializer) => writer.WriteValue(value);
    }

    private sealed class NeededMembers : DefaultContractResolver
    {
        protected override JsonObjectContract CreateObjectContract(Type objectType)
        {
            var contract = base.CreateObjectContract(objectType);
            if (Needed.TryGetValue(objectType, out var needed))
            {
                contract.ExtensionDataSetter = null;
                contract.ExtensionDataGetter = null;
                foreach (var property in contract.Properties)
                {
                    property.Ignored |= !needed.Contains(property.PropertyName!);
                    property.Converter = property.PropertyType == typeof(DateTimeOffset?) ? TimestampConverter.Instance : property.Converter;
                }
            }

            return contract;
        }
    }
}
