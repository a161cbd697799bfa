using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LopmiBot.Slack.Protocol;

/// <summary>
/// Proof that a request comes from Slack: HMAC-SHA256 of <c>v0:{timestamp}:{body}</c> with the app's signing secret.
/// Source: docs.slack.dev, "Verifying requests from Slack".
/// </summary>
public static class SlackSignature
{
    /// <summary>Header with the Unix time of the request, in seconds.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>Header with the signature, <c>v0=</c> and 64 lower-case hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>Requests further than this from now, either way, are refused.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0";

    /// <summary>The signature of a body.</summary>
    public static string Sign(string signingSecret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingSecret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{Version}:{timestamp}:"));
        hmac.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }

    /// <summary>Whether a request is signed with the secret and recent. False, never an exception, for anything malformed.</summary>
    /// <param name="signingSecret">The app's secret.</param>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signature">Value of <see cref="SignatureHeader"/>.</param>
    /// <param name="body">The body as received.</param>
    /// <param name="now">The time.</param>
    public static bool Verify(string? signingSecret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(signingSecret) || string.IsNullOrEmpty(signature)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Window.TotalSeconds)
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Sign(signingSecret, timestamp, body));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
    }
}
