using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.Protocol;

namespace LopmiBot.Slack;

/// <summary>Answers accepted slash commands through their response URL.</summary>
/// <param name="assistant">Makes the reply.</param>
/// <param name="responses">Posts it.</param>
/// <param name="settings">The bot's public address.</param>
internal sealed class SlackDelivery(Assistant assistant, ResponseUrlClient responses, ChannelSettings settings) : IDeliveryHandler
{
    public const string ChannelName = "slack";

    public string Channel => ChannelName;

    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        var command = JsonSerializer.Deserialize(delivery.Payload, SlackJson.Default.SlashCommand)
            ?? throw new DeliveryException("The recorded command is empty.");
        var text = command.Text.Trim();
        var request = new Request(text.Length == 0 ? "help" : text)
        {
            Person = new Person(ChannelName, $"{command.TeamId}:{command.UserId}"),
            Room = new Room($"{command.TeamId}:{command.ChannelId}"),
            Key = $"command:{command.TeamId}:{command.TriggerId}",
        };
        var reply = delivery.Interruption == Interruption.None ? await assistant.RespondAsync(request, cancellationToken) : Assistant.Interrupted(request);
        await sending(cancellationToken);
        await responses.PostAsync(command.ResponseUrl, AnswerMessage.Draw(reply, settings.PublicUrl), cancellationToken);
        await assistant.DeliveredAsync(reply, cancellationToken);
    }
}
