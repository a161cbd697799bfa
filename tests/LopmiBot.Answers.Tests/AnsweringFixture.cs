using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using Microsoft.Extensions.Time.Testing;

namespace LopmiBot.Answers.Tests;

/// <summary>An engine over a corpus, on a fixed day.</summary>
public sealed class Answering : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public Answering(string corpus)
    {
        Index = CorpusIndex.Open(_data.Path, ShippedEncoder.Embedder);
        Index.Update(new CorpusFolder(corpus)).Problems.ShouldBeEmpty();
        Engine = new AnswerEngine(Index, new FakeTimeProvider(new DateTimeOffset(2026, 11, 27, 10, 0, 0, TimeSpan.Zero)));
    }

    public CorpusIndex Index { get; }

    public AnswerEngine Engine { get; }

    public void Dispose()
    {
        Index.Dispose();
        _data.Dispose();
    }
}

/// <summary>The shipped corpus, indexed once for the tests of a class.</summary>
public sealed class ShippedCorpus : IDisposable
{
    private readonly Answering _answering = new(Repository.Corpus);

    public CorpusIndex Index => _answering.Index;

    public AnswerEngine Engine => _answering.Engine;

    public Answer Ask(string question, Language? language = null, DateOnly? asOf = null, int excerpts = Question.DefaultExcerpts, string[]? context = null) =>
        Engine.Answer(new Question(question) { Language = language, AsOf = asOf, Excerpts = excerpts, Previous = Engine.Follow((context ?? []).Select(text => new Question(text) { Language = language })) });

    public void Dispose() => _answering.Dispose();
}
