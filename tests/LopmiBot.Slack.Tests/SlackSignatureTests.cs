using System.Text;
using LopmiBot.Slack.Protocol;

namespace LopmiBot.Slack.Tests;

/// <summary>The example of docs.slack.dev, "Verifying requests from Slack".</summary>
public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void The_documented_example_is_genuine()
    {
        SlackSignature.Verify(Secret, Timestamp, Signature, Body, Now).ShouldBeTrue();
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(-299, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_genuine_for_five_minutes(int secondsLater, bool isGenuine)
    {
        SlackSignature.Verify(Secret, Timestamp, Signature, Body, Now.AddSeconds(secondsLater)).ShouldBe(isGenuine);
    }

    [Theory]
    [InlineData(null, Timestamp, Signature)]
    [InlineData("", Timestamp, Signature)]
    [InlineData("another secret", Timestamp, Signature)]
    [InlineData(Secret, null, Signature)]
    [InlineData(Secret, "yesterday", Signature)]
    [InlineData(Secret, "-1531420618", Signature)]
    [InlineData(Secret, "99999999999999999999", Signature)]
    [InlineData(Secret, "9223372036854775807", Signature)]
    [InlineData(Secret, "1531420619", Signature)]
    [InlineData(Secret, Timestamp, null)]
    [InlineData(Secret, Timestamp, "v0=")]
    [InlineData(Secret, Timestamp, "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData(Secret, Timestamp, "v0=é2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void Anything_else_is_refused_without_an_exception(string? secret, string? timestamp, string? signature)
    {
        SlackSignature.Verify(secret, timestamp, signature, Body, Now).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_body_is_refused()
    {
        var changed = Body.ToArray();
        changed[^1] ^= 1;

        SlackSignature.Verify(Secret, Timestamp, Signature, changed, Now).ShouldBeFalse();
    }
}
