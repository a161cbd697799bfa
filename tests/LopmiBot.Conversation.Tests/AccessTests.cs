using System.Text.Json;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Conversation.Tests;

/// <summary>
/// Roles × sets × rooms: whoever may not read a set is told exactly what they would be told if it did not exist, whatever
/// they say or press.
/// </summary>
public sealed class AccessTests : IDisposable
{
    private const string Team = "T1";
    private const string Secret = "Zorglub";

    private static readonly Person Member = new("slack", "T1:MEMBER");
    private static readonly Person Stranger = new("slack", "T1:STRANGER");
    private static readonly Room Alone = new("T1:D1") { IsPrivate = true, Team = Team };
    private static readonly Room Listed = new("T1:C1") { Team = Team };
    private static readonly Room Elsewhere = new("T1:C2") { Team = Team };

    /// <summary>All that can be said of documents, in an order in which each continues the one before.</summary>
    private static readonly string[] Sayings =
    [
        "Que risque un pirate ?", "et combien de prison ?", "suite", "pourquoi", "au 1er janvier 2024", "partager", "expert",
        "sources", "sources zorglub", "source zorglub-fr", "source zorglub", "aide",
        "Qui est Zorglub ?", "Zorgloub", "Combien coûte l'opération Zorglub ?", "art. 999-9", "pourquoi",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly List<Chat> _chats = [];
    private readonly List<Library> _libraries = [];

    public AccessTests()
    {
        foreach (var set in (string[])["corpus", "rooms", "people", "both"])
        {
            var isOpen = set == "corpus";
            var topic = isOpen ? "J3" : $"{Secret} {set}";
            _folder.Write($"{set}/{(isOpen ? "j3" : set == "rooms" ? "zorglub-fr" : set)}.md", $"""
                # {topic}

                {topic} est une opération de la section : un pirate y risque sept ans de prison.

                ## Combien coûte l'opération {topic} ?

                L'opération {topic} a coûté 4 000 euros et concerne l'art. 999-9.
                """);
        }
    }

    public static TheoryData<string, string, string> Matrix
    {
        get
        {
            var matrix = new TheoryData<string, string, string>();
            foreach (var person in (string[])["member", "stranger"])
            {
                foreach (var (room, rooms, people, both) in new[]
                {
                    ("alone", false, true, true),
                    ("listed", true, false, true),
                    ("elsewhere", false, false, false),
                })
                {
                    var isMember = person == "member";
                    matrix.Add(person, room, string.Join(',', new[] { "corpus", rooms ? "rooms" : null, people && isMember ? "people" : null, both && isMember ? "both" : null }.OfType<string>()));
                }
            }

            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task What_may_not_be_read_does_not_exist(string who, string where, string readable)
    {
        var all = ChatOver("corpus", "rooms", "people", "both");
        var reference = ChatOver(readable.Split(','));
        var person = who == "member" ? Member : Stranger;
        var room = where switch { "alone" => Alone, "listed" => Listed, _ => Elsewhere };

        foreach (var saying in Sayings)
        {
            var told = Written(await SayAsync(all, saying, person, room));
            if (saying == "partager" && room.IsPrivate)
            {
                // A chat that is private here may be one between two people there.
                told.ShouldNotContain(Secret, Case.Insensitive);
                continue;
            }

            var expected = Written(await SayAsync(reference, saying, person, room));
            told.ShouldBe(expected, $"{who} {where}: {saying}");
        }

        var help = await all.Assistant.HomeAsync(person, TestContext.Current.CancellationToken);
        if (person == Stranger)
        {
            Written(help.Help).ShouldNotContain(Secret, Case.Insensitive);
        }
    }

    [Fact]
    public async Task What_the_matrix_hides_is_there_for_those_who_may_read_it()
    {
        var chat = ChatOver("corpus", "rooms", "people", "both");

        (await SayAsync(chat, "Qui est Zorglub ?", Stranger, Listed)).Quotes.ShouldContain(quote => quote.Excerpt.Citation.DocumentId == "zorglub-fr");
        (await SayAsync(chat, "Qui est Zorglub people ?", Member, Alone)).Quotes.ShouldContain(quote => quote.Excerpt.Citation.DocumentId == "people");
        (await SayAsync(chat, "Qui est Zorglub both ?", Member, Listed)).Quotes.ShouldContain(quote => quote.Excerpt.Citation.DocumentId == "both");
        (await SayAsync(chat, "sources zorglub", Member, Listed)).Links.Count.ShouldBe(2);
    }

    [Fact]
    public async Task No_page_shows_what_only_some_may_read()
    {
        var chat = ChatOver("corpus", "rooms", "people", "both");

        var quotes = (await SayAsync(chat, "Combien coûte l'opération J3 ?", Stranger, Listed)).Quotes.Concat((await SayAsync(chat, "Qui est Zorglub ?", Stranger, Listed)).Quotes).ToList();

        quotes.First(quote => quote.Excerpt.Citation.DocumentId == "j3").Link.ShouldNotBeNull();
        quotes.First(quote => quote.Excerpt.Citation.DocumentId == "zorglub-fr").Link.ShouldBeNull();
        (await SayAsync(chat, "source zorglub-fr", Stranger, Listed)).Links.ShouldAllBe(link => link.Address == null);
        chat.Librarian.OpenShelf.Find("zorglub-fr").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_shown_elsewhere_is_what_may_be_read_there()
    {
        var chat = ChatOver("corpus", "rooms", "people", "both");
        await SayAsync(chat, "Qui est Zorglub ?", Member, Listed);

        var shared = await chat.Assistant.RespondAsync(new Request("share") { Person = Member, Room = Listed, ShownIn = Elsewhere }, TestContext.Current.CancellationToken);

        Written(shared).ShouldNotContain(Secret + " r");
        shared.Quotes.ShouldNotContain(quote => quote.Excerpt.Citation.DocumentId != "j3");
    }

    [Fact]
    public async Task What_is_read_alone_is_not_shared_where_nobody_says_who_reads()
    {
        var chat = ChatOver("corpus", "rooms", "people", "both");
        (await SayAsync(chat, "Combien coûte l'opération Zorglub people ?", Member, Alone)).Quotes.ShouldContain(quote => quote.Excerpt.Citation.DocumentId == "people");

        var shared = await SayAsync(chat, "partager", Member, Alone);

        shared.IsForRoom.ShouldBeTrue();
        Written(shared).ShouldNotContain("Zorglub p");
        shared.Quotes.ShouldAllBe(quote => quote.Excerpt.Citation.DocumentId == "j3");
    }

    [Fact]
    public async Task Experts_see_the_question_but_not_what_they_may_not_read()
    {
        var chat = ChatOver("corpus", "rooms", "people", "both");
        await SayAsync(chat, "Qui est Zorglub ?", Member, Listed);
        await SayAsync(chat, "expert", Member, Listed);

        var shown = await SayAsync(chat, "answer 1: Un personnage.", new Person("slack", "T1:EXPERT"), Elsewhere);

        shown.Revised.ShouldNotBeNull().Quotes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_team_s_rooms_are_those_of_the_team()
    {
        var chat = Over([new SetReaders("rooms", ["slack:T1"], [])], "corpus", "rooms");

        (await SayAsync(chat, "Qui est Zorglub ?", Stranger, Elsewhere)).Quotes.ShouldContain(quote => quote.Excerpt.Citation.DocumentId == "zorglub-fr");
        (await SayAsync(chat, "Qui est Zorglub ?", new Person("slack", "T2:STRANGER"), new Room("T2:C1") { Team = "T2" })).Quotes.ShouldNotContain(quote => quote.Excerpt.Citation.DocumentId == "zorglub-fr");
    }

    [Fact]
    public void An_id_belongs_to_the_first_set_that_has_it()
    {
        _folder.Write("both/copy.md", "---\nid: j3\n---\n# Autre\n\nUne copie.\n");
        var library = LibraryOf("corpus", "both");

        var report = library.Update();

        report.Problems.ShouldContain(problem => problem.Message.Contains("'j3' is already used by corpus/j3.md", StringComparison.Ordinal));
        library.Shelf(_ => true).Find("j3")!.Title.ShouldBe("J3");
    }

    public void Dispose()
    {
        _chats.ForEach(chat => chat.Dispose());
        _libraries.ForEach(library => library.Dispose());
        _folder.Dispose();
    }

    private Chat ChatOver(params string[] sets) => Over(
        sets.Length < 4 ? [] : [new SetReaders("rooms", ["slack:T1:C1"], []), new SetReaders("people", [], ["slack:T1:MEMBER"]), new SetReaders("both", ["slack:T1:C1"], ["slack:T1:MEMBER"])],
        sets);

    private Chat Over(IReadOnlyList<SetReaders> readers, params string[] sets)
    {
        var library = LibraryOf(sets);
        library.Update();
        var chat = new Chat(library, new ConversationOptions { Experts = ["slack:T1:EXPERT"] }, readers);
        _chats.Add(chat);
        return chat;
    }

    private Library LibraryOf(params string[] sets)
    {
        var library = new Library([.. sets.Select(set => new DocumentSet(set, new CorpusFolder(Path.Combine(_folder.Path, set)), CorpusIndex.Open(Path.Combine(_folder.Path, "index", $"{_libraries.Count}", set), ShippedEncoder.Embedder)))]);
        _libraries.Add(library);
        return library;
    }

    private static Task<Reply> SayAsync(Chat chat, string text, Person person, Room room) =>
        chat.Assistant.RespondAsync(new Request(text) { Person = person, Room = room, Locale = "fr-FR" }, TestContext.Current.CancellationToken);

    /// <summary>All that a channel could show of a reply. Where there are no pages to hide, links differ: what they lead to does not.</summary>
    private static string Written(Reply reply) => JsonSerializer.Serialize(new
    {
        reply.Text,
        reply.Note,
        reply.SuggestionsTitle,
        reply.Suggestions,
        Quotes = reply.Quotes.Select(quote => (string[])[quote.Excerpt.Text, quote.Citation, $"{quote.Excerpt.Highlights.Count}"]),
        Links = reply.Links.Select(link => (string?[])[link.Title, link.Detail]),
        Buttons = reply.Buttons.Select(button => button.Command),
        Outcome = reply.Answer?.Outcome,
        Silence = reply.Answer?.Silence,
        Confidence = reply.Answer?.Confidence,
        Documents = reply.Answer?.Documents,
    });
}
