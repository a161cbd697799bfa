using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <content>Its passages. A passage is a paragraph, a table, or a list with the sentence that opens it.</content>
public sealed partial record Document
{
    /// <summary>The passages, in order.</summary>
    internal IEnumerable<(TextSpan Span, int Section)> Passages()
    {
        TextBlock? opening = null;
        foreach (var block in Blocks)
        {
            var opened = opening is { } lead && lead.Section == block.Section && block.Kind is BlockKind.List or BlockKind.Table;
            if (opening is not null && !opened)
            {
                yield return (opening.Span, opening.Section);
            }

            var start = opened ? opening!.Span.Start : block.Span.Start;
            opening = null;
            if (block.Kind == BlockKind.Paragraph && Text[block.Span.End - 1] == ':')
            {
                opening = block;
            }
            else if (block.Kind != BlockKind.Heading)
            {
                yield return (new TextSpan(start, block.Span.End), block.Section);
            }
        }

        if (opening is not null)
        {
            yield return (opening.Span, opening.Section);
        }
    }

    /// <summary>The questions that a passage answers.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="number">1-based number of the passage in its section.</param>
    internal IEnumerable<string> QuestionsFor(Section section, int number) =>
        Questions.Where(question => question.Anchor == section.Anchor && (question.Paragraph is null || question.Paragraph == number)).Select(question => question.In(Language));

    /// <summary>The questions that a passage answers.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="span">Where it stands.</param>
    internal IEnumerable<string> QuestionsFor(Section section, TextSpan span) => Questions.Count == 0 ? []
        : QuestionsFor(section, Passages().Count(passage => ReferenceEquals(Sections[passage.Section], section) && passage.Span.Start <= span.Start));
}
