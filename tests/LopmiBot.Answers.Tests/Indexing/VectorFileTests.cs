using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Embeddings;
using Microsoft.Extensions.AI;

namespace LopmiBot.Answers.Tests.Indexing;

/// <summary>Vectors that are made beforehand, and passages that are found by them.</summary>
public sealed class VectorFileTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _data = new();

    public VectorFileTests() =>
        _corpus.Write("a.md", "# Le contrôle\n\nLe contrôle judiciaire impose de pointer au commissariat deux fois par semaine.\n\n## Qui le décide ?\n\nLe juge d'instruction le décide.\n");

    public void Dispose()
    {
        _corpus.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void What_is_in_the_file_is_not_encoded_again_and_what_changed_is()
    {
        var counting = new CountingGenerator();
        var embedder = new PassageEmbedder(counting);
        VectorFile.Update(new CorpusFolder(_corpus.Path), embedder, cancellationToken: TestContext.Current.CancellationToken).ShouldBe(4);
        counting.Texts.Clear();

        using var index = CorpusIndex.Open(_data.Path, embedder);
        index.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken);

        counting.Texts.ShouldBeEmpty();

        _corpus.Write("a.md", "# Le contrôle\n\nLe contrôle judiciaire est une mesure.\n\n## Qui le décide ?\n\nLe juge d'instruction le décide.\n");
        index.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken);

        counting.Texts.ShouldBe(["Le contrôle. Le contrôle: Le contrôle judiciaire est une mesure."]);
    }

    [Fact]
    public void What_the_index_has_is_not_encoded_again_by_a_full_run()
    {
        var counting = new CountingGenerator();
        using var index = CorpusIndex.Open(_data.Path, new PassageEmbedder(counting));
        index.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken);
        counting.Texts.Clear();

        index.Update(new CorpusFolder(_corpus.Path), full: true, progress: null, cancellationToken: TestContext.Current.CancellationToken).Unchanged.ShouldBe(1);

        counting.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void The_vectors_of_the_shipped_corpus_ship_with_it()
    {
        var known = VectorFile.Read(Repository.Corpus, ShippedEncoder.Embedder);
        using var copy = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Corpus, VectorFile.FileName), Path.Combine(copy.Path, VectorFile.FileName));
        foreach (var path in Directory.EnumerateFiles(Repository.Corpus, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".bin", StringComparison.Ordinal)))
        {
            copy.Write(Path.GetRelativePath(Repository.Corpus, path), File.ReadAllText(path));
        }

        var counting = new CountingGenerator(ShippedEncoder.Embedder.Model, SentenceEncoder.Dimensions);
        VectorFile.Update(new CorpusFolder(copy.Path), new PassageEmbedder(counting), cancellationToken: TestContext.Current.CancellationToken).ShouldBe(known.Count);

        counting.Texts.ShouldBeEmpty("The documents have changed: run 'LopmiBot vectors --corpus corpus'.");
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "")]
    [InlineData(20, "")]
    [InlineData(-1, "")]
    [InlineData(-30, "")]
    [InlineData(-1, "too much")]
    public void A_damaged_file_is_made_again(int kept, string added)
    {
        var embedder = new PassageEmbedder(new CountingGenerator());
        VectorFile.Update(new CorpusFolder(_corpus.Path), embedder, cancellationToken: TestContext.Current.CancellationToken).ShouldBe(4);
        var path = Path.Combine(_corpus.Path, VectorFile.FileName);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. kept < 0 ? whole[..^-kept] : whole[..kept], .. System.Text.Encoding.UTF8.GetBytes(added)]);

        VectorFile.Read(_corpus.Path, embedder).Count.ShouldBe(0);
        using var index = CorpusIndex.Open(_data.Path, embedder);
        index.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken).Added.Count.ShouldBe(1);
        VectorFile.Update(new CorpusFolder(_corpus.Path), embedder, cancellationToken: TestContext.Current.CancellationToken);
        File.ReadAllBytes(path).ShouldBe(whole);
        Directory.GetFiles(_corpus.Path, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void A_file_whose_vectors_have_another_length_than_the_encoder_s_is_made_again()
    {
        var two = new PassageEmbedder(new CountingGenerator());
        VectorFile.Update(new CorpusFolder(_corpus.Path), two, cancellationToken: TestContext.Current.CancellationToken).ShouldBe(4);

        VectorFile.Read(_corpus.Path, two).Count.ShouldBe(4);
        VectorFile.Read(_corpus.Path, new PassageEmbedder(new CountingGenerator(dimensions: 3))).Count.ShouldBe(0);
    }

    [Fact]
    public void An_index_of_another_encoder_is_made_anew()
    {
        using (var index = CorpusIndex.Open(_data.Path, new PassageEmbedder(new CountingGenerator("one"))))
        {
            index.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken).Added.Count.ShouldBe(1);
        }

        using var other = CorpusIndex.Open(_data.Path, new PassageEmbedder(new CountingGenerator("other")));

        other.Update(new CorpusFolder(_corpus.Path), cancellationToken: TestContext.Current.CancellationToken).Added.Count.ShouldBe(1);
    }

    [Fact]
    public void A_question_in_other_words_finds_its_passage()
    {
        _corpus.Write("b.md", "# Le jardin\n\nLe jardinier arrose les roses deux fois par semaine.\n");
        using var answering = new Answering(_corpus.Path);

        answering.Engine.Explain(new Question("combien de fois par semaine doit-on se présenter à la police")).Excerpts[0].Text.ShouldContain("commissariat");
    }

    /// <summary>An encoder that knows nothing and remembers what it was asked.</summary>
    private sealed class CountingGenerator(string model = "counting", int dimensions = 2) : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly EmbeddingGeneratorMetadata _metadata = new(model.Split('/')[0], defaultModelId: model.Split('/')[^1], defaultModelDimensions: dimensions);

        public List<string> Texts { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            Texts.AddRange(texts);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(new float[] { 1, text.Length }))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : null;

        public void Dispose()
        {
        }
    }
}
