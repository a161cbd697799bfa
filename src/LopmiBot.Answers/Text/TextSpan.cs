namespace LopmiBot.Answers.Text;

/// <summary>A half-open range of UTF-16 units in a text.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">One past the last unit.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>The same range counted from another origin.</summary>
    public TextSpan Shift(int by) => new(Start + by, End + by);
}
