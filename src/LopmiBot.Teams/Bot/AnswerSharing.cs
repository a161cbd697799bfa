using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Wording;
using LopmiBot.Teams.Connector;
using Microsoft.Bot.Schema;

namespace LopmiBot.Teams.Bot;

/// <summary>Shows an answer in a channel or group chat that both the person and the bot are in: the person chooses, then it is posted under their name.</summary>
/// <param name="assistant">Makes the answer, for what the room may read.</param>
/// <param name="delivery">Speaks there.</param>
/// <param name="adapter">Knows who is a member of what.</param>
/// <param name="references">The rooms that the bot knows.</param>
internal sealed class AnswerSharing(Assistant assistant, TeamsDelivery delivery, TeamsAdapter adapter, ConversationReferences references)
{
    /// <summary>What Teams shows of a list.</summary>
    private const int MostChoices = 15;

    private const int MostKnownRooms = 50;
    private const int MembersAtOnce = 8;
    private const int MaxName = 100;
    private const int MaxRoom = 2_000;

    /// <summary>Shows the answer in the room that was chosen, or asks for one.</summary>
    /// <param name="activity">The press.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="share">The button, with the room once it is chosen.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>With a form, the answer and where it can be shown; else how it went.</returns>
    public async Task<Reply> ShareAsync(Activity activity, Request request, ButtonPress share, CancellationToken cancellationToken)
    {
        // Until a room is chosen, the answer is shown where it was.
        var reply = await assistant.RespondAsync(request with { ShownIn = activity.GetRoom() }, cancellationToken);
        if (!reply.IsForRoom)
        {
            return reply with { Form = null };
        }

        if (share.Text.Length > 0)
        {
            return Said(reply.Words, await ShareInAsync(share.Text, activity, request, reply.Words, cancellationToken));
        }

        var rooms = await RoomsAsync(activity, cancellationToken);
        return rooms.Count == 0
            ? Said(reply.Words, reply.Words.NowhereToShare)
            : reply with
            {
                SharedBy = null,
                Form = new ReplyForm(CommandKind.Share, share.Subject, reply.Words.Label(CommandKind.Share), reply.Words.ShareWhere, reply.Words.Send, MaxRoom) { Choices = rooms },
            };
    }

    private static Reply Said(Words words, string text) => new() { Words = words, Text = text };

    /// <summary>Posts an answer in the room that was chosen.</summary>
    /// <returns>How it went, in words.</returns>
    private async Task<string> ShareInAsync(string room, Activity activity, Request request, Words words, CancellationToken cancellationToken)
    {
        if (await references.FindAsync(room, cancellationToken) is not { } known || await NameForMemberAsync(known, activity, cancellationToken) is not { } name)
        {
            return words.NowhereToShare;
        }

        // Asked again, for what the room may read.
        var reply = await assistant.RespondAsync(request with { ShownIn = new Room(room) { Team = known.Team } }, cancellationToken);
        if (reply is not { IsForRoom: true, Quotes.Count: > 0 })
        {
            return words.NothingToShare;
        }

        try
        {
            await delivery.SayAsync(room, reply, _ => Task.CompletedTask, cancellationToken);
            return reply.Words.SharedIn(name);
        }
        catch (DeliveryException)
        {
            return reply.Words.AnswerFailed;
        }
    }

    /// <summary>The channels and group chats that both the bot and the person are in.</summary>
    private async Task<IReadOnlyList<(string Id, string Name)>> RoomsAsync(Activity activity, CancellationToken cancellationToken)
    {
        var known = await references.RoomsAsync(MostKnownRooms, cancellationToken);
        var names = new string?[known.Count];
        await Parallel.ForAsync(0, known.Count, new ParallelOptions { MaxDegreeOfParallelism = MembersAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            names[i] = await NameForMemberAsync(known[i].Reference, activity, token));
        return [.. known.Zip(names, (room, name) => (room.Id, Name: name!)).Where(room => room.Name is not null).Take(MostChoices)];
    }

    /// <summary>What people call a room; <see langword="null"/> unless the person is a member of it: nobody posts where they are not.</summary>
    private async Task<string?> NameForMemberAsync(StoredReference room, Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            return room.Name is { } name && activity.From.Id is { Length: > 0 } person && await adapter.IsMemberAsync(room.Reference, person, cancellationToken)
                ? ShortText.Cut(name, MaxName)
                : null;
        }
        catch (DeliveryException)
        {
            // Who cannot be known to be a member is none.
            return null;
        }
    }
}
