using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers.Ranking;

/// <summary>The weights by which excerpts are ranked: a linear score over <see cref="Feature"/>.</summary>
public sealed record RankingModel
{
    private const string Shipped = "LopmiBot.Answers.Ranking.ranking.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<RankingModel> Shared = new(() =>
    {
        using var stream = typeof(RankingModel).Assembly.GetManifestResourceStream(Shipped)
            ?? throw new InvalidOperationException($"The resource {Shipped} is missing from the build.");
        return Read(stream);
    });

    private readonly double[] _weights = [];
    private readonly double[] _scope = new double[Enum.GetValues<Evidence>().Length];
    private readonly double[] _confidence = new double[Enum.GetValues<Evidence>().Length];

    /// <summary>The weights that ship with the program.</summary>
    public static RankingModel Default => Shared.Value;

    /// <summary>A name for these weights: changes with any of them.</summary>
    [JsonIgnore]
    public string Version => field ??= Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, Json)))[..12];

    /// <summary>How the weights were obtained, in words.</summary>
    public required string Obtained { get; init; }

    /// <summary>By the name of the weight: what finding passages is weighed by.</summary>
    public IReadOnlyDictionary<string, double> Retrieval
    {
        get;
        init => (field, RetrievalWeights) = (value, new RetrievalWeights(value));
    } = RetrievalWeights.Start;

    /// <summary>By the name of the feature; a feature that is missing weighs nothing.</summary>
    public required IReadOnlyDictionary<string, double> Weights
    {
        get;
        init => (field, _weights) = (value, InOrder<Feature>(value));
    }

    /// <summary>By the name of the evidence: the logarithm of the odds that the first excerpts answer.</summary>
    public IReadOnlyDictionary<string, double> Confidence
    {
        get;
        init => (field, _confidence) = (value, InOrder<Evidence>(value));
    } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>By the name of the evidence: the logarithm of the odds that the documents are about what is asked.</summary>
    public IReadOnlyDictionary<string, double> Scope
    {
        get;
        init => (field, _scope) = (value, InOrder<Evidence>(value));
    } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Below this probability that the documents are about it, a question is left unanswered, 0 to 1.</summary>
    public double LeastScope { get; init; }

    /// <summary>Below this one, 0 to 1, what is found is shown as the nearest passages, not as an answer.</summary>
    public double LeastSureScope { get; init; }

    /// <summary>Reads a file of weights.</summary>
    /// <exception cref="InvalidDataException">It is not one, or names a feature that does not exist.</exception>
    public static RankingModel Read(Stream stream)
    {
        try
        {
            var model = JsonSerializer.Deserialize<RankingModel>(stream, Json) ?? throw new InvalidDataException("The file of weights is empty.");
            foreach (var name in model.Weights.Keys.Where(name => !Enum.TryParse<Feature>(name, out _)).Concat(model.Retrieval.Keys.Where(name => !Enum.TryParse<RetrievalWeight>(name, out _))))
            {
                throw new InvalidDataException($"'{name}' is no feature of the ranking: learn the weights again with this version.");
            }

            return model;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The file of weights cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the weights as a file.</summary>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, Json);

    [JsonIgnore]
    internal RetrievalWeights RetrievalWeights { get; private init; } = new(RetrievalWeights.Start);

    internal double Score(float[] features) => Dot(_weights, features);

    /// <summary>The probability that the first excerpts answer.</summary>
    internal double ConfidenceOf(float[] evidence) => 1 / (1 + Math.Exp(-Dot(_confidence, evidence)));

    /// <summary>The probability that the documents are about what is asked.</summary>
    internal double ScopeOf(float[] evidence) => 1 / (1 + Math.Exp(-Dot(_scope, evidence)));

    /// <summary>What each value adds, the greatest first; those that add nothing are left out.</summary>
    internal static IReadOnlyList<Contribution> Contributions<T>(float[] values, IReadOnlyDictionary<string, double> weights)
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Zip(values, (name, value) => new Contribution(name, value, weights.GetValueOrDefault(name)))
            .Where(contribution => contribution.Adds != 0)
            .OrderByDescending(contribution => Math.Abs(contribution.Adds))];

    private static double Dot(double[] weights, float[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum;
    }

    private static double[] InOrder<T>(IReadOnlyDictionary<string, double> weights)
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => weights.GetValueOrDefault(name))];
}
