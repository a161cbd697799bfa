using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Curation;

public sealed class ShippedCorpusTests
{
    private readonly CorpusCheck _check = new CorpusFolder(Repository.Corpus).Check(new DateOnly(2026, 11, 28));

    [Fact]
    public void Nothing_in_it_needs_mending()
    {
        _check.Problems.ShouldBeEmpty();
        _check.Documents.Count(document => document.Language == Language.French).ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void Both_languages_have_the_same_documents_sections_and_validities()
    {
        foreach (var group in _check.Documents.GroupBy(document => document.TranslationGroup))
        {
            group.Select(document => document.Language).Order().ToList().ShouldBe([Language.French, Language.English], group.Key);
            var french = group.Single(document => document.Language == Language.French);
            var english = group.Single(document => document.Language == Language.English);
            english.Sections.Select(section => (section.Anchor, section.Validity))
                .ShouldBe(french.Sections.Select(section => (section.Anchor, section.Validity)), group.Key);
        }
    }

    [Fact]
    public void Every_document_names_an_address_where_its_facts_can_be_checked()
    {
        foreach (var document in _check.Documents)
        {
            document.Sources.ShouldContain(source => source.Url != null, document.Id);
            document.Reviewed.ShouldNotBeNull(document.Id);
        }
    }
}
