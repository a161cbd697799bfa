using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Conversation.Tests;

/// <summary>A channel in which the bot can speak unasked.</summary>
internal sealed class Place : IProactiveChannel
{
    public string Channel => "slack";

    public Received<(string To, Reply Reply)> Said { get; } = new();

    public Received<string> Refused { get; } = new();

    public DeliveryException? Refusal { get; set; }

    public async Task SayAsync(string place, Reply reply, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        await sending(cancellationToken);
        if (Refusal is { } refusal)
        {
            Refused.Add(place);
            throw refusal;
        }

        Said.Add((place, reply));
    }
}
