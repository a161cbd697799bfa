using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>The arrows of docs/architecture.md, read from the built assemblies.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("LopmiBot.Answers")]
    [InlineData("LopmiBot.Embeddings")]
    [InlineData("LopmiBot.Importing", "LopmiBot.Answers")]
    [InlineData("LopmiBot.Learning", "LopmiBot.Answers")]
    [InlineData("LopmiBot.Conversation", "LopmiBot.Answers")]
    [InlineData("LopmiBot.Storage", "LopmiBot.Conversation", "LopmiBot.Answers")]
    [InlineData("LopmiBot.Teams", "LopmiBot.Conversation", "LopmiBot.Answers")]
    [InlineData("LopmiBot.Slack", "LopmiBot.Conversation", "LopmiBot.Answers")]
    public void A_room_knows_only_the_rooms_below_it(string room, params string[] below)
    {
        References(room).Where(name => name.StartsWith("LopmiBot", StringComparison.Ordinal)).ShouldBeSubsetOf(below);
    }

    [Theory]
    [InlineData("LopmiBot.Answers", "Microsoft.AspNetCore", "Microsoft.Extensions.Hosting", "Microsoft.Data", "Npgsql", "Dapper", "System.Net.Http")]
    [InlineData("LopmiBot.Answers", "Microsoft.ML")]
    [InlineData("LopmiBot.Embeddings", "Microsoft.AspNetCore", "System.Net.Http", "Lucene.Net")]
    [InlineData("LopmiBot.Importing", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql", "Dapper", "System.Net.Http", "Lucene.Net")]
    [InlineData("LopmiBot.Conversation", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql", "Dapper", "System.Net.Http", "Lucene.Net")]
    [InlineData("LopmiBot.Storage", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Mvc", "Lucene.Net", "System.Net.Http")]
    [InlineData("LopmiBot.Teams", "Lucene.Net", "Dapper", "Npgsql", "Microsoft.Data")]
    [InlineData("LopmiBot.Slack", "Lucene.Net", "Dapper", "Npgsql", "Microsoft.Data")]
    [InlineData("LopmiBot", "Lucene.Net", "Dapper", "Npgsql")]
    public void A_room_does_without_what_is_not_its_business(string room, params string[] foreign)
    {
        References(room).Where(name => foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("LopmiBot")]
    [InlineData("LopmiBot.Answers")]
    [InlineData("LopmiBot.Conversation")]
    [InlineData("LopmiBot.Embeddings")]
    [InlineData("LopmiBot.Importing")]
    [InlineData("LopmiBot.Learning")]
    [InlineData("LopmiBot.Slack")]
    [InlineData("LopmiBot.Storage")]
    public void Only_Teams_knows_the_Bot_Framework_SDK_and_its_JSON(string room)
    {
        References(room).Where(IsOfTheSdk).ShouldBeEmpty();
        References("LopmiBot.Teams").Where(IsOfTheSdk).ShouldNotBeEmpty();

        static bool IsOfTheSdk(string name) =>
            name.StartsWith("Microsoft.Bot.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Rest.", StringComparison.Ordinal) || name == "Newtonsoft.Json";
    }

    [Fact]
    public void The_program_is_built_without_AdaptiveCards()
    {
        File.Exists(Path.Combine(Path.GetDirectoryName(BotProgram.Built)!, "AdaptiveCards.dll")).ShouldBeFalse();
    }

    private static List<string> References(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(Path.GetDirectoryName(BotProgram.Built)!, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
