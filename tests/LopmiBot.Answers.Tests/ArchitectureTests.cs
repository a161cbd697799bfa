using NetArchTest.Rules;

namespace LopmiBot.Answers.Tests;

/// <summary>The layers of LopmiBot.Answers in docs/architecture.md, read from the built assembly. Constants leave no trace in it.</summary>
public sealed class ArchitectureTests
{
    private const string Top = "LopmiBot.Answers";

    /// <summary>The lowest first. The engine, in the namespace above all of them, is the top.</summary>
    private static readonly string[] Layers =
    [
        "Text", "Temporal", "Questions", "Documents", "Excerpts", "Curation", "Embeddings", "Indexing", "Understanding", "Searching", "Ranking",
    ];

    public static TheoryData<string> Namespaces => [.. Layers];

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void A_namespace_uses_only_those_below_it(string layer)
    {
        var engine = typeof(AnswerEngine).Assembly.GetTypes().Where(type => type.Namespace == Top && !type.IsNested).Select(type => type.FullName!);
        string[] above = [.. Layers.SkipWhile(other => other != layer).Skip(1).Select(other => $"{Top}.{other}"), .. engine];

        var types = Types.InAssembly(typeof(AnswerEngine).Assembly).That().ResideInNamespace($"{Top}.{layer}");
        types.GetTypes().ShouldNotBeEmpty();
        types.ShouldNot().HaveDependencyOnAny(above).GetResult().FailingTypeNames.ShouldBeNull();
    }

    [Fact]
    public void Every_namespace_is_one_of_the_layers()
    {
        var namespaces = typeof(AnswerEngine).Assembly.GetTypes().Select(type => type.Namespace).OfType<string>().Where(name => name.StartsWith(Top, StringComparison.Ordinal)).Distinct();

        namespaces.ShouldBe([Top, .. Layers.Select(layer => $"{Top}.{layer}")], ignoreOrder: true);
    }
}
