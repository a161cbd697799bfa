using System.Collections.Concurrent;
using LopmiBot.Answers;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Conversation.Access;

/// <summary>
/// Knows who may read which document set, and hands out composers that know no other documents: for them the others do not
/// exist. Safe to use from many threads.
/// </summary>
public sealed class Librarian
{
    private readonly Library _library;
    private readonly IReadOnlyList<SetReaders> _readers;
    private readonly TimeProvider? _time;
    private readonly ConcurrentDictionary<(DocumentShelf Documents, DocumentShelf? Official), AnswerComposer> _composers = new();

    /// <summary>Creates the librarian.</summary>
    /// <param name="library">The sets.</param>
    /// <param name="readers">Who may read those that are not open to all.</param>
    /// <param name="time">The clock; the system's when omitted.</param>
    public Librarian(Library library, IReadOnlyList<SetReaders>? readers = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        _library = library;
        _readers = readers ?? [];
        _time = time;
        OpenShelf = library.Shelf(set => !IsOfficial(set) && ReadersOf(set)?.IsOpen != false);
        OpenPages = library.Shelf(set => ReadersOf(set)?.IsOpen != false);
        WholeShelf = library.Shelf(set => !IsOfficial(set));
    }

    /// <summary>What everybody may read.</summary>
    public DocumentShelf OpenShelf { get; }

    /// <summary>What everybody may read, official texts included: what the pages show.</summary>
    public DocumentShelf OpenPages { get; }

    /// <summary>Everything but official texts: for those who curate it.</summary>
    public DocumentShelf WholeShelf { get; }

    /// <summary>Answers from what everybody may read.</summary>
    public AnswerComposer Open => On(set => ReadersOf(set)?.IsOpen != false);

    /// <summary>Answers from everything: for those who curate it.</summary>
    public AnswerComposer Whole => On(_ => true);

    /// <summary>Answers from what somebody may read somewhere.</summary>
    /// <param name="channel">The channel of both.</param>
    /// <param name="person">The asker; <see langword="null"/> when the room is spoken to unasked.</param>
    /// <param name="room">Where the answer will stand; <see langword="null"/> where none is known.</param>
    public AnswerComposer For(string channel, Person? person, Room? room) =>
        On(set => ReadersOf(set)?.Allow(channel, person, room) != false);

    /// <summary>Answers from what the asker and the room of a request may both read, and the room that it is to be shown in.</summary>
    internal AnswerComposer For(Request request)
    {
        var person = request.Person!;
        bool Allows(Room? room, string set) => ReadersOf(set)?.Allow(person.Channel, person, room) != false;
        return On(set => request.ShownIn is { } other ? Allows(other, set) : Allows(request.Room, set));
    }

    private SetReaders? ReadersOf(string set) => _readers.FirstOrDefault(each => each.Set == set);

    private bool IsOfficial(string set) => _library.Sets.Any(each => each.Name == set && each.IsOfficial);

    private AnswerComposer On(Func<string, bool> mayRead)
    {
        var shelf = _library.Shelf(set => !IsOfficial(set) && mayRead(set));
        var official = _library.Sets.Any(set => set.IsOfficial && mayRead(set.Name)) ? _library.Shelf(set => IsOfficial(set) && mayRead(set)) : null;
        return _composers.GetOrAdd((shelf, official), each => new AnswerComposer(
            new AnswerEngine(each.Documents, _time),
            each.Documents,
            OpenPages,
            each.Official is null ? null : new OfficialTexts(each.Official, each.Documents),
            _time));
    }
}
