using System.Text;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Conversation.Tests;

/// <summary>
/// A conversation of thirty turns in each language, as people would have it, held against an approved transcript. When a
/// reply changes on purpose, the transcript that the test writes beside the approved one is read, and takes its place.
/// </summary>
public sealed class TranscriptTests(IndexedCorpus corpus) : IClassFixture<IndexedCorpus>, IDisposable
{
    private readonly Chat _chat = new(corpus.Library, new ConversationOptions { Experts = ["slack:T1:EXPERT"], PerPersonAndMinute = 100, PerRoomAndMinute = 100 });

    public void Dispose() => _chat.Dispose();

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task A_conversation_reads_well(string language)
    {
        var folder = Path.Combine(Repository.Root, "tests/LopmiBot.Conversation.Tests/Transcripts");
        var said = await File.ReadAllLinesAsync(Path.Combine(folder, $"{language}.said.txt"), TestContext.Current.CancellationToken);
        said.Length.ShouldBeGreaterThanOrEqualTo(30);
        var transcript = new StringBuilder();
        foreach (var line in said)
        {
            // A line of another person names them first.
            var (person, text) = line.StartsWith("EXPERT> ", StringComparison.Ordinal)
                ? (new Person("slack", "T1:EXPERT", "Expert 1"), line["EXPERT> ".Length..])
                : (Chat.Someone, line);
            var reply = await _chat.SayAsync(text, person, locale: language);
            await _chat.Assistant.DeliveredAsync(reply, TestContext.Current.CancellationToken);
            Write(transcript, line, reply);
            _chat.Time.Advance(TimeSpan.FromSeconds(40));
        }

        var approved = Path.Combine(folder, $"{language}.approved.md");
        var received = Path.Combine(folder, $"{language}.received.md");
        var expected = File.Exists(approved) ? await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) : "";
        if (expected == transcript.ToString())
        {
            File.Delete(received);
        }
        else
        {
            await File.WriteAllTextAsync(received, transcript.ToString(), TestContext.Current.CancellationToken);
        }

        transcript.ToString().ShouldBe(expected, $"Read {received}. If it is better, let it take the place of {approved}.");
    }

    private static void Write(StringBuilder transcript, string said, Reply reply)
    {
        transcript.Append("**> ").Append(said).Append("**\n\n").Append(reply.Text).Append('\n');
        if (reply.Understood.Count > 0)
        {
            transcript.Append("\n_").Append(reply.UnderstoodLine).Append("_\n");
        }

        foreach (var quote in reply.Quotes)
        {
            if (quote.AnswerLine is { } line)
            {
                transcript.Append("\n**").Append(line).Append("**\n");
            }

            transcript.Append("\n> ").Append(quote.Excerpt.Text.Replace("\n", "\n> ", StringComparison.Ordinal)).Append("\n> — ").Append(quote.Citation).Append('\n');
        }

        if (reply.Links.Count > 0)
        {
            transcript.Append('\n');
            foreach (var link in reply.Links)
            {
                transcript.Append("- [").Append(link.Title).Append("](").Append(link.Address).Append(')').Append(link.Detail is { } detail ? " · " + detail : "").Append('\n');
            }
        }

        if (reply.SuggestionsTitle is { } title)
        {
            transcript.Append('\n').Append(title).Append('\n').AppendJoin("", reply.Suggestions.Select(suggestion => "- " + suggestion + "\n"));
        }

        foreach (var last in reply.ExpertAnswers.Select(answer => answer.Text).Append(reply.Note).OfType<string>())
        {
            transcript.Append('\n').Append(last).Append('\n');
        }

        transcript.Append('\n');
    }
}
