namespace LopmiBot.TestSupport;

/// <summary>How much tests of endurance do: less by default, all with <c>LOPMIBOT_LONG_TESTS=1</c>.</summary>
public static class LongTests
{
    /// <summary>How often something is done.</summary>
    /// <param name="usual">By default.</param>
    /// <param name="all">In a long run.</param>
    public static int Count(int usual, int all) => Environment.GetEnvironmentVariable("LOPMIBOT_LONG_TESTS") == "1" ? all : usual;
}
