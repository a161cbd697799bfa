using LopmiBot.Answers.Questions;

namespace LopmiBot.Answers.Tests.Questions;

public sealed class ChatSpellingTests
{
    [Theory]
    [InlineData("pk il est libre", "pourquoi il est libre")]
    [InlineData("cb ils sont", "combien ils sont")]
    [InlineData("et par cb de voix", "et par combien de voix")]
    [InlineData("cest reproché a durov?", "c'est reproché a durov?")]
    [InlineData("how many ppl does it take", "how many people does it take")]
    public void Abbreviations_are_written_out(string typed, string read) => ChatSpelling.Expand(typed).ShouldBe(read);

    [Theory]
    [InlineData("fraude à la cb")]
    [InlineData("PR du parquet")]
    [InlineData("https://pk.example/ki")]
    [InlineData("l'ac-pk")]
    public void Other_words_stay(string typed) => ChatSpelling.Expand(typed).ShouldBe(typed);
}
