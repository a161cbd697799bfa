using System.Runtime.InteropServices;
using System.Text.Json;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Embeddings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LopmiBot.Answers.Tests.Embeddings;

public sealed class EmbeddingServiceTests : IAsyncLifetime
{
    private const string Key = "k-1";
    private const string Prompt = "query: ";

    private readonly SentenceEncoder _encoder = SentenceEncoder.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _texts = [];
    private LoopbackServer _server = null!;
    private bool _fails;
    private bool _isShort;

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync(app => app.MapPost("/v1/embeddings", EmbedAsync));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _encoder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_service_takes_the_place_of_the_encoder_and_is_done_without_when_it_fails()
    {
        _folder.Write("corpus/seizure.md", "# Seizure\n\nThe clerk holds the seized coins in a wallet of the agency.\n");
        _folder.Write("corpus/hearing.md", "# Hearing\n\nThe judge hears the witness behind closed doors.\n");
        var service = new EmbeddingService { Address = new Uri(_server.Address + "/v1"), Model = "m-1", ApiKey = Key, QuestionPrompt = Prompt };
        using var generator = service.Open();
        var embedder = new PassageEmbedder(generator, service.QuestionPrompt, isRemote: true);
        using var index = CorpusIndex.Open(Path.Combine(_folder.Path, "index"), embedder);
        index.Update(new CorpusFolder(Path.Combine(_folder.Path, "corpus"))).Added.Count.ShouldBe(2);
        var engine = new AnswerEngine(index);

        _texts.ShouldContain(text => text.EndsWith("in a wallet of the agency.", StringComparison.Ordinal));
        engine.Answer(new Question("Where do the police keep bitcoins that they confiscate?")).Documents[0].ShouldBe("seizure");
        _texts[^1].ShouldBe(Prompt + "Where do the police keep bitcoins that they confiscate?");
        embedder.LastFailure.ShouldBeNull();

        _fails = true;
        engine.Answer(new Question("Who hears the witness?")).Documents[0].ShouldBe("hearing");
        embedder.LastFailure.ShouldNotBeNull().ShouldContain("503");

        _fails = false;
        _isShort = true;
        engine.Answer(new Question("Who holds the coins?")).Documents[0].ShouldBe("seizure");
        embedder.LastFailure.ShouldNotBeNull();

        _isShort = false;
        engine.Answer(new Question("Who hears the witness?"));
        embedder.LastFailure.ShouldBeNull();
    }

    [Fact]
    public void A_service_that_fails_while_documents_are_indexed_is_named_and_nothing_is_lost()
    {
        _folder.Write("corpus/seizure.md", "# Seizure\n\nThe clerk holds the seized coins.\n");
        var corpus = new CorpusFolder(Path.Combine(_folder.Path, "corpus"));
        var service = new EmbeddingService { Address = new Uri(_server.Address + "/v1"), Model = "m-1", ApiKey = "wrong" };
        service.ToString().ShouldNotContain("wrong");
        using var refused = service.Open();
        using (var index = CorpusIndex.Open(Path.Combine(_folder.Path, "index"), new PassageEmbedder(refused, isRemote: true)))
        {
            Should.Throw<IOException>(() => index.Update(corpus)).Message.ShouldContain("Check its address, model and key");
        }

        using var generator = (service with { ApiKey = Key }).Open();
        using var again = CorpusIndex.Open(Path.Combine(_folder.Path, "index"), new PassageEmbedder(generator, isRemote: true));
        again.Update(corpus).Added.Count.ShouldBe(1);
    }

    /// <summary>As https://platform.openai.com/docs/api-reference/embeddings has it, with the vectors of the encoder that ships.</summary>
    private async Task<IResult> EmbedAsync(HttpRequest request)
    {
        if (!string.Equals(request.Headers.Authorization, "Bearer " + Key, StringComparison.Ordinal))
        {
            return Results.Json(new { error = new { message = "Incorrect API key provided." } }, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (_fails)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        using var body = await JsonDocument.ParseAsync(request.Body);
        body.RootElement.GetProperty("encoding_format").GetString().ShouldBe("base64");
        var model = body.RootElement.GetProperty("model").GetString();
        var texts = body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        _texts.AddRange(texts);
        var vectors = await _encoder.GenerateAsync(texts.Select(text => text.StartsWith(Prompt, StringComparison.Ordinal) ? SentenceEncoder.QuestionPrompt + text[Prompt.Length..] : text));
        return Results.Json(new
        {
            @object = "list",
            model,
            data = vectors.Skip(_isShort ? 1 : 0).Select((vector, number) => new { @object = "embedding", index = number, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(vector.Vector.Span)) }),
            usage = new { prompt_tokens = texts.Count, total_tokens = texts.Count },
        });
    }
}
