namespace LopmiBot.Answers.Ranking;

/// <summary>What one feature or piece of evidence adds.</summary>
/// <param name="Name">Its name in the file of weights.</param>
/// <param name="Value">What it is here.</param>
/// <param name="Weight">Its weight.</param>
public sealed record Contribution(string Name, double Value, double Weight)
{
    /// <summary>Value times weight.</summary>
    public double Adds => Value * Weight;
}
