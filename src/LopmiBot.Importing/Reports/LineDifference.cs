namespace LopmiBot.Importing.Reports;

/// <summary>Compares texts line by line. Source: Myers, An O(ND) Difference Algorithm and Its Variations (1986), for what the longest common subsequence is.</summary>
internal static class LineDifference
{
    /// <summary>Cells of the table of subsequences: beyond, what differs is shown as replaced whole.</summary>
    private const long MaxCells = 4_000_000;

    /// <summary>The lines that differ.</summary>
    public static List<ChangedLine> Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < Math.Min(old.Length, now.Length) && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(old.Length, now.Length) - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return Changes(old[start..^end], now[start..^end]);
    }

    private static List<ChangedLine> Changes(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MaxCells)
        {
            return [.. old.Select(line => new ChangedLine(IsAdded: false, line)), .. now.Select(line => new ChangedLine(IsAdded: true, line))];
        }

        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var changes = new List<ChangedLine>();
        for (var (i, j) = (0, 0); i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                changes.Add(new ChangedLine(IsAdded: false, old[i++]));
            }
            else
            {
                changes.Add(new ChangedLine(IsAdded: true, now[j++]));
            }
        }

        return changes;
    }
}
