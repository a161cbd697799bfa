using System.Numerics.Tensors;
using System.Security.Cryptography;
using LopmiBot.Embeddings;
using Microsoft.Extensions.AI;

namespace LopmiBot.Answers.Tests.Embeddings;

/// <summary>The sentence encoder that ships.</summary>
public sealed class SentenceEncoderTests : IDisposable
{
    private readonly SentenceEncoder _encoder = SentenceEncoder.Open();

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public async Task Vectors_have_unit_length_and_do_not_depend_on_their_batch()
    {
        string[] texts = ["Quelle peine ?", "", "LOPMI", new string('x', 5_000), string.Join(' ', Enumerable.Repeat("rançongiciel", 400)), "a\tb\nc 🙂 中文 \ud83d"];

        var together = await _encoder.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken);

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = (await _encoder.GenerateAsync([texts[i]], cancellationToken: TestContext.Current.CancellationToken))[0].Vector;
            together[i].Vector.Length.ShouldBe(SentenceEncoder.Dimensions);
            TensorPrimitives.Norm(together[i].Vector.Span).ShouldBe(1, 0.001);
            TensorPrimitives.Dot(together[i].Vector.Span, alone.Span).ShouldBe(1, 0.001);
        }
    }

    [Theory]
    [InlineData("hacked my insta account what do I do", "What should be done after the hacking of an account?", "What is the penalty for drug trafficking?")]
    [InlineData("mon patron lit mes mails", "Lire le courrier électronique d'autrui", "La saisie de cryptoactifs")]
    [InlineData("how long can the police hold someone", "La durée de la garde à vue", "Le budget de la LOPMI")]
    public async Task What_means_the_same_is_nearer_than_what_does_not(string question, string near, string far)
    {
        var vectors = await _encoder.GenerateAsync([SentenceEncoder.QuestionPrompt + question, near, far], cancellationToken: TestContext.Current.CancellationToken);

        Cosine(vectors[0], vectors[1]).ShouldBeGreaterThan(Cosine(vectors[0], vectors[2]));
    }

    [Fact]
    public async Task Signs_that_the_vocabulary_has_one_form_of_change_nothing()
    {
        var vectors = await _encoder.GenerateAsync(["l'œuvre\u00a0d’art", "l'oeuvre  d'art "], cancellationToken: TestContext.Current.CancellationToken);

        Cosine(vectors[0], vectors[1]).ShouldBe(1, 0.0001);
    }

    [Fact]
    public void The_weights_are_those_of_the_model_card()
    {
        var folder = Path.Combine(Repository.Root, "training", "encoder");
        foreach (var line in File.ReadAllLines(Path.Combine(folder, "dist", "SHA256SUMS")))
        {
            var (sum, name) = (line.Split(' ', 2)[0], line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].TrimStart('*'));
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "dist", name)))).ShouldBe(sum, name);
            File.ReadAllText(Path.Combine(folder, "README.md")).ShouldContain(sum);
        }
    }

    [Fact]
    public void A_folder_without_a_model_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();

        SentenceEncoder.IsIn(folder.Path).ShouldBeFalse();
        Should.Throw<FileNotFoundException>(() => SentenceEncoder.Open(folder.Path)).Message.ShouldContain("put encoder.onnx and vocab.txt into");
    }

    private static float Cosine(Embedding<float> one, Embedding<float> other) => TensorPrimitives.Dot(one.Vector.Span, other.Vector.Span);
}
