namespace LopmiBot.Answers.Text;

/// <summary>Whom a penalty is for.</summary>
public enum Offender
{
    /// <summary>A natural person.</summary>
    Natural,

    /// <summary>A company or another legal person.</summary>
    Company,

    /// <summary>A minor.</summary>
    Minor,

    /// <summary>A public official.</summary>
    Official,
}
