using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Experts;

namespace LopmiBot.Conversation.Delivery;

/// <summary>What the bot says unasked.</summary>
public enum NoticeKind
{
    /// <summary>To the experts: a question waits for one of them.</summary>
    QuestionWaits,

    /// <summary>To the asker: an expert answered.</summary>
    ExpertAnswered,

    /// <summary>To who had the index brought up to date: it is, or not.</summary>
    ReindexEnded,
}

/// <summary>Something to say unasked, kept until it is said.</summary>
/// <param name="Kind">What.</param>
/// <param name="Question">The question that it is about; of a run, when it was started.</param>
/// <param name="Channel">The channel to say it in.</param>
/// <param name="To">Id of the room or person.</param>
public sealed record Notice(NoticeKind Kind, long Question, string Channel, string To);

/// <summary>A channel in which the bot can speak unasked.</summary>
public interface IProactiveChannel
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>Says something in a room, or to a person where the two are alone.</summary>
    /// <param name="place">Id of the room or person.</param>
    /// <param name="reply">What to say.</param>
    /// <param name="sending">Called right before it is sent.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="DeliveryException">The bot cannot speak there, or was refused.</exception>
    Task SayAsync(string place, Reply reply, Func<CancellationToken, Task> sending, CancellationToken cancellationToken);
}

/// <summary>Says what is to be said unasked.</summary>
/// <param name="desk">Puts what is about questions into words.</param>
/// <param name="administrators">Puts what is about runs into words.</param>
/// <param name="channels">Where it can be said.</param>
public sealed class NoticeDelivery(ExpertDesk desk, AdministratorDesk administrators, IEnumerable<IProactiveChannel> channels) : IDeliveryHandler
{
    /// <summary>The name under which notices are recorded.</summary>
    public const string ChannelName = "notice";

    /// <inheritdoc/>
    public string Channel => ChannelName;

    /// <inheritdoc/>
    public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var notice = Read(delivery.Payload);
        // It may have arrived: it is not said twice. If it did not, the question still stands in the experts' list, and the
        // answer comes with the asker's next message.
        if (delivery.Interruption != Interruption.None
            || await (notice.Kind == NoticeKind.ReindexEnded ? administrators.SayAsync(notice, cancellationToken) : desk.SayAsync(notice, cancellationToken)) is not { } reply)
        {
            return;
        }

        var channel = channels.FirstOrDefault(each => each.Channel == notice.Channel) ?? throw new DeliveryException($"The channel {notice.Channel} is off.");
        await channel.SayAsync(notice.To, reply, sending, cancellationToken);
        await desk.ReturnedAsync(reply, cancellationToken);
    }

    /// <summary>Records a notice, once for each question and recipient.</summary>
    internal static Task RecordAsync(DeliveryIntake intake, Notice notice, CancellationToken cancellationToken) =>
        intake.AcceptAsync(
            new AcceptedRequest(ChannelName, $"{notice.Kind}\n{notice.Question}\n{notice.Channel}\n{notice.To}", JsonSerializer.Serialize(notice, NoticeJson.Default.Notice)),
            cancellationToken);

    private static Notice Read(string payload) =>
        JsonSerializer.Deserialize(payload, NoticeJson.Default.Notice) ?? throw new DeliveryException("The recorded notice is empty.");
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Notice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
