namespace LopmiBot.CommandLine;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    public const int Answered = 0;
    public const int Error = 1;
    public const int Usage = 2;
    public const int NothingFound = 3;
}
