using System.Text;
using LopmiBot.Answers.Questions;

namespace LopmiBot.Answers.Tests.Questions;

/// <summary>What looks the same is read the same, however it was typed.</summary>
public sealed class QuestionTextTests(ShippedCorpus corpus) : IClassFixture<ShippedCorpus>
{
    private static readonly string[] Questions =
    [
        "Quelle peine pour l'administration illicite d'une plateforme en ligne ?",
        "que punit l'article 323-3-2",
        "Qui dirige la section J3 du parquet de Paris ?",
        "Où en est l'affaire Telegram de Pavel Durov ?",
        "délai pour déposer plainte après une cyberattaque",
        "What is the penalty for doxing?",
        "Does article 323-3-2 apply to an executive?",
        "can the police seize bitcoins",
    ];

    /// <summary>The same question, typed otherwise.</summary>
    public static TheoryData<string, Func<string, string>> Typings => new()
    {
        { "decomposed accents", text => text.Normalize(NormalizationForm.FormD) },
        { "soft hyphens", text => string.Join(' ', text.Split(' ').Select(word => word.Length > 6 ? word.Insert(4, "\u00ad") : word)) },
        { "zero-width blanks", text => string.Join(' ', text.Split(' ').Select(word => word.Length > 6 ? word.Insert(4, "\u200b") : word)) },
        { "no-break blanks", text => text.Replace(' ', '\u00a0') },
        { "two blanks", text => text.Replace(" ", "  ", StringComparison.Ordinal) },
        { "en dashes", text => text.Replace('-', '–') },
        { "no-break hyphens", text => text.Replace('-', '‑') },
        { "minus signs and blanks", text => text.Replace("323-3-2", "323 − 3 − 2", StringComparison.Ordinal) },
        { "curled apostrophes", text => text.Replace('\'', '’') },
        { "full width", text => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)) },
        { "ligatures", text => text.Replace("fi", "ﬁ", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Typings))]
    public void A_question_is_answered_alike_however_it_is_typed(string how, Func<string, string> type)
    {
        foreach (var question in Questions)
        {
            var plain = corpus.Ask(question);
            plain.Excerpts.ShouldNotBeEmpty(question);
            corpus.Ask(type(question)).Excerpts.Select(excerpt => excerpt.Text).ShouldBe(plain.Excerpts.Select(excerpt => excerpt.Text), $"{question} in {how}");
        }
    }

    [Fact]
    public void Capitals_do_not_change_what_is_asked()
    {
        foreach (var question in Questions)
        {
            corpus.Ask(question.ToUpperInvariant()).Excerpts.Select(excerpt => excerpt.Text)
                .ShouldBe(corpus.Ask(question.ToLowerInvariant()).Excerpts.Select(excerpt => excerpt.Text), question);
        }
    }

    [Theory]
    [InlineData("  art.\u202f323 – 3–2\t\r\n ", "art. 323-3-2")]
    [InlineData("J3 LOPMI DURÖV", "J3 LOPMI DURÖV")]
    [InlineData("QUI DIRIGE LA SECTION J3", "qui dirige la section j3")]
    [InlineData("2023 - le juge", "2023 - le juge")]
    [InlineData("\u202e\u2066\ufeff", "")]
    public void A_text_has_one_form(string typed, string normal) => QuestionText.Normalize(typed).ShouldBe(normal);

    [Fact]
    public void What_is_no_character_is_replaced() => QuestionText.Normalize("a" + (char)0xD800 + "b").ShouldBe("a\ufffdb");

    [Fact]
    public void A_normal_text_stays_as_it_is()
    {
        foreach (var question in Questions)
        {
            QuestionText.Normalize(QuestionText.Normalize(question)).ShouldBe(QuestionText.Normalize(question));
        }
    }
}
